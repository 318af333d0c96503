import { healthKey } from '../../../shared/flow/health.ts';
import type { Step } from '../../../shared/flow/step.ts';
import { Target } from '../../../shared/flow/target.ts';
import type { TargetUse } from '../../../shared/ipc/worker-protocol.ts';
import type { StepLog } from '../log-sink.ts';

/** A target of a step, and where the step has it: `target`, `fields.title.target`. */
export interface PlacedTarget {
  readonly at: string;
  readonly target: Target;
}

/** No step has more targets than these, however many fields a list has. */
const MAX_TARGETS = 50;

/**
 * Which candidates of its targets one run of a step used. Targets are known by the very list that the page port was given: two
 * targets may say the same.
 */
export class StepTargets {
  readonly #raw: Step;
  readonly #used = new Map<Target, number | null>();
  /** Of the targets that are asked for again and again, by their place. */
  readonly #asked = new Map<string, number | null>();
  readonly #said = new Set<string>();
  #rendered: object;

  /** @param raw the step as the flow has it, its values not put in */
  constructor(raw: Step) {
    this.#raw = raw;
    this.#rendered = raw;
  }

  /** The step as it runs, its values put in. */
  runs(rendered: object): void {
    this.#rendered = rendered;
  }

  /** The port tells which candidate found the element; null = none did. */
  readonly told = (target: Target, candidate: number | null): void => void this.#used.set(target, candidate);

  /**
   * Hears of a target that a loop asks for in every turn, by the keys of its place in the step. Its values may be others each
   * time, and it is one target all the same: the highest candidate that found it counts.
   */
  asked(keys: readonly string[]): (target: Target, candidate: number | null) => void {
    const place = keys.join('.');
    return (_target, candidate) => {
      const before = this.#asked.get(place) ?? null;
      this.#asked.set(place, candidate === null ? before : Math.max(candidate, before ?? 0));
    };
  }

  /** A log that takes each sentence once in this run of the step, however many turns it has. */
  sayOnce(log: StepLog): StepLog {
    return (level, message, metadata) => {
      if (this.#said.has(message)) return;
      this.#said.add(message);
      log(level, message, metadata);
    };
  }

  /** The highest candidate that found an element; null = none did. */
  get found(): number | null {
    const found = [...this.#used.values(), ...this.#asked.values()].filter((used) => used !== null);
    return found.length === 0 ? null : Math.max(...found);
  }

  /** The highest candidate that had to be used: above 0 = the step healed itself. */
  get healed(): number {
    return this.found ?? 0;
  }

  /** The element that the step is about, as it runs; null = it has none. */
  get own(): Target | null {
    const own = at(this.#rendered, ['target']);
    return isTarget(own) ? own : null;
  }

  /** Where the step has a target that it ran with, and how the flow has it; null = that is not known. */
  place(target: Target): PlacedTarget | null {
    const keys =
      keysTo(this.#rendered, target) ?? (this.#raw.action === 'forEach' ? ['in', 'elements'] : null);
    const raw = keys === null ? null : Target.safeParse(at(this.#raw, keys));
    return keys === null || raw?.success !== true ? null : { at: keys.join('.'), target: raw.data };
  }

  /** For the record of the candidates' health. @param key what the step is known by, beyond versions of the flow */
  uses(key: string): TargetUse[] {
    const uses = [...this.#used].flatMap(([target, used]): TargetUse[] => {
      const placed = this.place(target);
      if (placed === null) return [];
      return [{ step: key, at: placed.at, candidates: placed.target.map(healthKey), used }];
    });
    const asked = [...this.#asked].flatMap(([place, used]): TargetUse[] => {
      const raw = Target.safeParse(at(this.#raw, place.split('.')));
      return raw.success ? [{ step: key, at: place, candidates: raw.data.map(healthKey), used }] : [];
    });
    return [...uses, ...asked].slice(0, MAX_TARGETS);
  }
}

function isTarget(value: unknown): value is Target {
  return Target.safeParse(value).success;
}

/** The way to a value inside of another one, by identity. */
function keysTo(value: unknown, wanted: Target): string[] | null {
  if (value === wanted) return [];
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, each] of Object.entries(value)) {
    const rest = keysTo(each, wanted);
    if (rest !== null) return [key, ...rest];
  }
  return null;
}

function at(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

import { healthKey } from '../../../shared/flow/health.ts';
import type { Step } from '../../../shared/flow/step.ts';
import { Target } from '../../../shared/flow/target.ts';
import type { TargetUse } from '../../../shared/ipc/worker-protocol.ts';

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

  /** The highest candidate that had to be used: above 0 = the step healed itself. */
  get healed(): number {
    return Math.max(0, ...[...this.#used.values()].map((candidate) => candidate ?? 0));
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
    return uses.slice(0, MAX_TARGETS);
  }
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

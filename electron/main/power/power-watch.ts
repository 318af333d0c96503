import type { Clock, Disposable } from '../../../shared/clock.ts';
import type { LogLevel } from '../../../shared/job/schema.ts';

/** Tells of the machine's sleep; Electron's `powerMonitor` is one. */
export interface PowerMonitor {
  on(name: 'suspend', listener: () => void): unknown;
  on(name: 'resume', listener: () => void): unknown;
}

/** Somebody who ends what is silent for too long. */
export interface SilenceJudge {
  /** Judges nobody until `resume`. */
  hold(): void;
  /** From now on everybody has the full time again. */
  resume(): void;
}

export interface PowerWatchDeps {
  readonly monitor: PowerMonitor;
  readonly judges: readonly SilenceJudge[];
  readonly clock: Clock;
  readonly note: (level: LogLevel, source: string, message: string) => void;
}

/**
 * A sleep that was announced and has not come after this much waking time was called off, or its end was not told. Where timers go
 * on in sleep this one comes due at the very end of it, and that is right too.
 */
const AWAKE_MS = 60_000;

/** Holds the judging of silence while the machine sleeps: nobody can give a sign of life then. */
export class PowerWatch {
  readonly #deps: PowerWatchDeps;
  #state: 'new' | 'on' | 'off' = 'new';
  #asleep: Disposable | undefined;

  constructor(deps: PowerWatchDeps) {
    this.#deps = deps;
  }

  /** Begins to listen; a second call changes nothing, nor does one after `stop`. */
  start(): void {
    if (this.#state !== 'new') return;
    this.#state = 'on';
    this.#deps.monitor.on('suspend', () => this.#suspended());
    this.#deps.monitor.on('resume', () => this.#resumed());
  }

  /** Hears nothing any more; safe to call at any moment and twice. */
  stop(): void {
    this.#state = 'off';
    this.#asleep?.dispose();
  }

  #suspended(): void {
    if (this.#state === 'off') return;
    const { clock, judges, note } = this.#deps;
    note('INFO', 'power', 'the machine goes to sleep');
    for (const judge of judges) judge.hold();
    this.#asleep?.dispose();
    this.#asleep = clock.setTimer(AWAKE_MS, () => this.#resumed());
  }

  #resumed(): void {
    if (this.#state === 'off') return;
    this.#asleep?.dispose();
    this.#deps.note('INFO', 'power', 'the machine is awake');
    for (const judge of this.#deps.judges) judge.resume();
  }
}

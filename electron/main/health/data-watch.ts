import type { Clock, Disposable } from '../../../shared/clock.ts';
import type { DataHealth } from '../../../shared/ipc/data-health.ts';
import type { LogLevel } from '../../../shared/job/schema.ts';
import { DataFault, dataFaultOf } from '../../database/unusable.ts';

export interface DataWatchDeps {
  /** The data file, absolute. */
  readonly file: string;
  readonly clock: Pick<Clock, 'setTimer'>;
  /** Writes a little into the file and its folder for real; throws when that is not possible. */
  readonly tryWrite: () => void;
  /** From now on nothing may be written to the file: it is damaged. */
  readonly seal: () => void;
  readonly note: (level: LogLevel, source: string, message: string) => void;
}

/** How often a file that could not be written is tried again. */
const TRY_MS = 3_000;

const WELL: DataHealth = { state: 'ok', message: '' };

/**
 * Knows whether the data file can be worked with while the app runs. Whoever catches an error asks `took`: when the file is to blame,
 * the queue holds from then on, and it is told once, however many errors follow.
 *
 * It is `ok`; or `disk_full` or `unwritable`, and tries to write until that works; or `damaged`, and stays so: what is read may be
 * wrong, so nothing is written on top of it.
 */
export class DataWatch {
  readonly #deps: DataWatchDeps;
  readonly #listeners = new Set<(health: DataHealth) => void>();
  #health = WELL;
  #trying: Disposable | undefined;
  #stopped = false;

  constructor(deps: DataWatchDeps) {
    this.#deps = deps;
  }

  now(): DataHealth {
    return this.#health;
  }

  /** True while nothing may be claimed and no lease may be judged. */
  isHolding(): boolean {
    return this.#health !== WELL;
  }

  /** Looks whether the data file is to blame for an error; then it is known from now on, and the caller need not tell it. */
  took(error: unknown): boolean {
    const fault = dataFaultOf(this.#deps.file, error);
    if (fault === null || fault.reason === 'in_use') return false;
    this.#turn(fault);
    return true;
  }

  /** The error as whoever asked for something is to hear it: a sentence when the data file is to blame, else itself. */
  explain(error: unknown): unknown {
    const fault = dataFaultOf(this.#deps.file, error);
    if (fault === null || fault.reason === 'in_use') return fault ?? error;
    this.#turn(fault);
    return new DataFault(fault.reason, fault.file, this.#health.message, error);
  }

  /** Does what may be left undone when the data file is to blame. */
  tolerate(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!this.took(error)) throw error;
    }
  }

  /** Hears of every change until it is disposed. */
  onChange(listener: (health: DataHealth) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Ends the tries; safe to call twice. */
  stop(): void {
    this.#stopped = true;
    this.#trying?.dispose();
  }

  #turn(fault: DataFault): void {
    const next = healthOf(fault, this.#deps.file);
    // Damage is for good; and what is known need not be told again.
    if (this.#health.state === 'damaged' || this.#health.state === next.state) return;
    if (next.state === 'damaged') this.#seal();
    this.#become(next);
    if (next.state === 'damaged') this.#trying?.dispose();
    else this.#tryLater();
  }

  #seal(): void {
    try {
      this.#deps.seal();
    } catch (error) {
      this.#deps.note('ERROR', 'data', `the damaged file could not be sealed: ${String(error)}`);
    }
  }

  #tryLater(): void {
    this.#trying?.dispose();
    if (this.#stopped) return;
    this.#trying = this.#deps.clock.setTimer(TRY_MS, () => this.#try());
  }

  #try(): void {
    try {
      this.#deps.tryWrite();
    } catch (error) {
      const fault = dataFaultOf(this.#deps.file, error);
      if (fault !== null) this.#turn(fault);
      if (this.#health.state !== 'damaged') this.#tryLater();
      return;
    }
    this.#become(WELL);
  }

  #become(health: DataHealth): void {
    this.#health = health;
    if (health === WELL)
      this.#deps.note('INFO', 'data', 'The data file can be written again: the queue goes on.');
    else this.#deps.note('ERROR', 'data', health.message);
    for (const listener of this.#listeners) listener(health);
  }
}

function healthOf({ reason, cause }: DataFault, file: string): DataHealth {
  switch (reason) {
    case 'full':
      return {
        state: 'disk_full',
        message: `There is no room on the disk for the data file ${file}: the queue waits. Free some space, and it goes on by itself.`,
      };
    case 'damaged':
      return {
        state: 'damaged',
        message: `The data file ${file} is damaged: the queue has stopped, and nothing more is written. Close Runwright and start it again; it then says what can be done.`,
      };
    default: {
      const why = cause instanceof Error ? ` (${cause.message})` : '';
      return {
        state: 'unwritable',
        message: `The data file ${file} cannot be written${why}: the queue waits. Make its folder writable, and it goes on by itself.`,
      };
    }
  }
}

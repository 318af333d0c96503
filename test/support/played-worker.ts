import type { WorkerEvents, WorkerProcess } from '../../electron/main/workers/worker-process.ts';
import { Worker } from '../../electron/worker/worker.ts';
import type { Clock } from '../../shared/clock.ts';
import type { FromWorker, ToWorker } from '../../shared/ipc/worker-protocol.ts';
import type { Random } from '../../shared/random.ts';
import type { PlayedBrowsers } from './played-browsers.ts';
import { ProcessClock } from './process-clock.ts';

export interface PlayedWorkerDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly browsers: PlayedBrowsers;
  readonly events: WorkerEvents;
}

/** What every played worker needs of the machine. */
export const VITALS = { rssBytes: 50_000_000, cpu: 0.25, loopDelayMs: 3 };

/**
 * A real worker as a process of its own: messages are copies and come later, those of one turn together, and after its end it is
 * silent and its timers are gone.
 */
export class PlayedWorker implements WorkerProcess {
  readonly slot: number;
  /** Everything that it told main, in order. */
  readonly told: FromWorker[] = [];
  /** Messages of these kinds never reach it. */
  readonly deafTo = new Set<ToWorker['kind']>();
  isGone = false;
  readonly #events: WorkerEvents;
  readonly #clock: ProcessClock;
  readonly #worker: Worker;
  #outgoing: FromWorker[] = [];
  #isFrozen = false;

  constructor(slot: number, { clock, random, browsers, events }: PlayedWorkerDeps) {
    this.slot = slot;
    this.#events = events;
    this.#clock = new ProcessClock(clock);
    this.#worker = new Worker({
      send: (message) => this.#send(structuredClone(message)),
      clock: this.#clock,
      random,
      vitals: { take: () => VITALS },
      exit: (code) => this.die(code),
      launch: browsers.launch,
    });
    queueMicrotask(() => events.onSpawned(1000 + slot));
  }

  post(message: ToWorker): void {
    if (this.deafTo.has(message.kind)) return;
    const copy = structuredClone(message);
    queueMicrotask(() => {
      if (!this.isGone && !this.#isFrozen) this.#worker.handle(copy);
    });
  }

  kill(): void {
    queueMicrotask(() => this.die(9));
  }

  /** The process hangs: it hears and says nothing more. */
  freeze(): void {
    this.#isFrozen = true;
  }

  die(code: number): void {
    if (this.isGone) return;
    this.#flush();
    this.isGone = true;
    this.#clock.end();
    this.#events.onGone(code);
  }

  #send(message: FromWorker): void {
    if (this.isGone || this.#isFrozen) return;
    if (this.#outgoing.push(message) === 1) queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    if (this.isGone || this.#outgoing.length === 0) return;
    for (const message of this.#outgoing.splice(0)) {
      this.told.push(message);
      this.#events.onMessage(message);
    }
    this.#events.onTurnEnd();
  }
}

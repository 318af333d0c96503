import type { WorkerEvents, WorkerProcess } from '../../electron/main/workers/worker-process.ts';
import type { Clock } from '../../shared/clock.ts';
import type { FromWorker, ToWorker } from '../../shared/ipc/worker-protocol.ts';
import { ProcessClock } from './process-clock.ts';
import { settle } from './settle.ts';

/** Lets everything that is already due run, until no process has anything to say any more. No time passes. */
export async function untilQuiet(processes: () => Iterable<PlayedProcess>): Promise<void> {
  do await settle();
  while ([...processes()].some(({ isHeard }) => !isHeard));
}

/** What runs in a played process. */
export interface Inside {
  handle(message: ToWorker): void;
}

/** What the inside of a process has of the world. */
export interface Surroundings {
  readonly clock: Clock;
  readonly send: (message: FromWorker) => void;
  readonly exit: (code: number) => void;
}

/**
 * A worker process that is none: messages are copies and come later, those of one turn together; after its end it is silent and its
 * timers are gone. What runs in it is real, or played as well.
 */
export class PlayedProcess implements WorkerProcess {
  readonly slot: number;
  /** Everything that it told main, in order. */
  readonly told: FromWorker[] = [];
  /** Messages of these kinds never reach it. */
  readonly deafTo = new Set<ToWorker['kind']>();
  isGone = false;
  readonly #events: WorkerEvents;
  readonly #clock: ProcessClock;
  readonly #inside: Inside;
  #outgoing: FromWorker[] = [];
  #isFrozen = false;

  constructor(slot: number, clock: Clock, events: WorkerEvents, make: (around: Surroundings) => Inside) {
    this.slot = slot;
    this.#events = events;
    this.#clock = new ProcessClock(clock);
    this.#inside = make({
      clock: this.#clock,
      send: (message) => this.#send(message),
      exit: (code) => this.die(code),
    });
    queueMicrotask(() => {
      if (!this.isGone) events.onSpawned(1000 + slot);
    });
  }

  post(message: ToWorker): void {
    if (this.deafTo.has(message.kind)) return;
    const copy = structuredClone(message);
    queueMicrotask(() => {
      if (!this.isGone && !this.#isFrozen) this.#inside.handle(copy);
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
    this.vanish();
    this.#events.onGone(code);
  }

  /** It is gone together with main, so that nobody hears of it. */
  vanish(): void {
    this.isGone = true;
    this.#outgoing = [];
    this.#clock.end();
  }

  /** Main has heard everything that it said. */
  get isHeard(): boolean {
    return this.#outgoing.length === 0;
  }

  #send(message: FromWorker): void {
    if (this.isGone || this.#isFrozen) return;
    // Later than every promise that can go on: so an end and the question for more come together.
    if (this.#outgoing.push(message) === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    if (this.isGone || this.#outgoing.length === 0) return;
    for (const message of this.#outgoing.splice(0)) {
      this.told.push(message);
      // Main parses it, and parsing makes a copy.
      this.#events.onMessage(message);
    }
    this.#events.onTurnEnd();
  }
}

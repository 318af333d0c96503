import { type Clock, type Disposable, setRepeating } from '../../shared/clock.ts';
import type { FromWorker } from '../../shared/ipc/worker-protocol.ts';

type Beat = Extract<FromWorker, { kind: 'beat' }>;

/** Tells main every `heartbeatMs` that the worker lives and which leases it holds: main renews them with it. */
export class LeaseKeeper {
  readonly #clock: Clock;
  readonly #send: (beat: Beat) => void;
  readonly #state: () => Omit<Beat, 'kind'>;
  #timer: Disposable | null = null;

  /** @param state what the worker holds at this moment */
  constructor(clock: Clock, send: (beat: Beat) => void, state: () => Omit<Beat, 'kind'>) {
    this.#clock = clock;
    this.#send = send;
    this.#state = state;
  }

  /** Beats at once and from then on. */
  start(heartbeatMs: number): void {
    this.stop();
    this.beat();
    this.#timer = setRepeating(this.#clock, heartbeatMs, () => this.beat());
  }

  beat(): void {
    this.#send({ kind: 'beat', ...this.#state() });
  }

  stop(): void {
    this.#timer?.dispose();
    this.#timer = null;
  }
}

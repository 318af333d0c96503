import type { SpawnWorker, WorkerEvents, WorkerProcess } from '../../electron/main/workers/worker-process.ts';
import { FromWorker, type ToWorker } from '../../shared/ipc/worker-protocol.ts';

type Heard<K extends ToWorker['kind']> = Extract<ToWorker, { kind: K }>;

/** A worker process that does what the test says: it comes up, says, and dies when it is told to. */
export class FakeWorkerProcess implements WorkerProcess {
  readonly slot: number;
  readonly temporaryDir: string;
  /** Everything that main has posted to it. */
  readonly heard: ToWorker[] = [];
  /** False = the system does not let it go (it hangs in the kernel). */
  mortal = true;
  kills = 0;
  readonly #events: WorkerEvents;
  #state: 'starting' | 'up' | 'gone' = 'starting';

  constructor(slot: number, temporaryDir: string, events: WorkerEvents) {
    this.slot = slot;
    this.temporaryDir = temporaryDir;
    this.#events = events;
  }

  get isGone(): boolean {
    return this.#state === 'gone';
  }

  post(message: ToWorker): void {
    if (this.#state !== 'gone') this.heard.push(structuredClone(message));
  }

  /** As the real one: a process that has not come up yet is ended when it does. */
  kill(): void {
    this.kills += 1;
    if (this.#state === 'up' && this.mortal) queueMicrotask(() => this.die(9));
  }

  /** The process is there. */
  comeUp(pid = 1000 + this.slot): void {
    if (this.#state !== 'starting') return;
    this.#state = 'up';
    this.#events.onSpawned(pid);
    if (this.kills > 0 && this.mortal) queueMicrotask(() => this.die(9));
  }

  /** Sends messages of the protocol, which reach main in one turn of its event loop. */
  say(...messages: FromWorker[]): void {
    this.sayAnything(...messages.map((message) => FromWorker.parse(message)));
  }

  /** Sends whatever it is given. */
  sayAnything(...messages: unknown[]): void {
    this.sayUnfinished(...messages);
    if (this.#state === 'up') this.#events.onTurnEnd();
  }

  /** Sends messages in a turn that is not over yet. */
  sayUnfinished(...messages: unknown[]): void {
    for (const message of messages) {
      if (this.#state === 'up') this.#events.onMessage(structuredClone(message));
    }
  }

  die(code: number): void {
    if (this.#state === 'gone') return;
    this.#state = 'gone';
    this.#events.onGone(code);
  }

  /** All that it heard of one kind. */
  all<K extends ToWorker['kind']>(kind: K): Heard<K>[] {
    return this.heard.filter((message): message is Heard<K> => message.kind === kind);
  }
}

/** Spawns fake workers and remembers them. */
export class FakeSpawn {
  /** Every process that was ever started, in order. */
  readonly all: FakeWorkerProcess[] = [];
  /** When set, starting a process throws it. */
  refusal: Error | null = null;

  readonly spawn: SpawnWorker = (slot, temporaryDir, events) => {
    if (this.refusal !== null) throw this.refusal;
    const process = new FakeWorkerProcess(slot, temporaryDir, events);
    this.all.push(process);
    return process;
  };

  /** The newest process of a slot. Throws when there never was one. */
  of(slot: number): FakeWorkerProcess {
    const process = this.all.findLast((each) => each.slot === slot);
    if (process === undefined) throw new Error(`no worker was started in slot ${slot}`);
    return process;
  }
}

import { type AppClient, createClient } from '../../../../renderer/api/index.ts';
import type { AppContract } from '../../../../shared/ipc/contract.ts';
import type { CallName, StreamName } from '../../../../shared/ipc/define.ts';
import { type Bridge, CallMessage, StreamMessage } from '../../../../shared/ipc/envelope.ts';

interface Asked {
  readonly name: string;
  readonly input: unknown;
  answer(value: unknown): void;
  refuse(message: string): void;
}

/** Main as the page sees it, with every answer given by hand. */
export class FakeBridge implements Bridge {
  /** What was asked and not answered yet, oldest first. */
  readonly asked: Asked[] = [];
  readonly #streams = new Map<number, string>();
  #listener: (message: unknown) => void = () => undefined;
  // Last, because it listens to this bridge at once.
  readonly client: AppClient = createClient<AppContract>(this);

  call(message: unknown): Promise<unknown> {
    const { name, input } = CallMessage.parse(message);
    return new Promise((resolve) => {
      this.asked.push({
        name,
        input,
        answer: (value) => resolve({ ok: true, value }),
        refuse: (text) => resolve({ ok: false, error: { code: 'internal', message: text } }),
      });
    });
  }

  stream(message: unknown): void {
    const parsed = StreamMessage.parse(message);
    if (parsed.kind === 'subscribe') this.#streams.set(parsed.id, parsed.name);
    if (parsed.kind === 'unsubscribe') this.#streams.delete(parsed.id);
  }

  onBatch(listener: (message: unknown) => void): () => void {
    this.#listener = listener;
    return () => undefined;
  }

  /** How many subscriptions are open. */
  get open(): number {
    return this.#streams.size;
  }

  /** Sends items to everybody who follows that stream. */
  push(stream: StreamName<AppContract>, items: readonly unknown[], gap = 0): void {
    for (const [id, name] of this.#streams)
      if (name === stream) this.#listener({ kind: 'batch', id, items, gap });
  }

  /** Takes the oldest unanswered call of that name; a test fails when there is none. */
  take(name: CallName<AppContract>): Asked {
    const at = this.asked.findIndex((asked) => asked.name === name);
    const [found] = at === -1 ? [] : this.asked.splice(at, 1);
    if (found === undefined) throw new Error(`${name} was not asked`);
    return found;
  }

  /** Lets answers that were given arrive. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }
}

import { type AppClient, createClient } from '../../../../renderer/api/index.ts';
import { AppError, toWire } from '../../../../shared/errors.ts';
import type { AppContract } from '../../../../shared/ipc/contract.ts';
import type { CallName, StreamName } from '../../../../shared/ipc/define.ts';
import { type Bridge, CallMessage, StreamMessage } from '../../../../shared/ipc/envelope.ts';

type Answer = (input: unknown) => unknown;

/** Main as the page sees it: each call is answered by a function, and what that throws is the error. */
export class AnsweringBridge implements Bridge {
  /** Every call so far, oldest first. */
  readonly calls: { readonly name: string; readonly input: unknown }[] = [];
  /** Batches that were applied. */
  acks = 0;
  readonly #answers: Partial<Record<CallName<AppContract>, Answer>>;
  readonly #streams = new Map<number, { readonly name: string; readonly input: unknown }>();
  #listener: (message: unknown) => void = () => undefined;
  // Last, because it listens to this bridge at once.
  readonly client: AppClient = createClient<AppContract>(this);

  constructor(answers: Partial<Record<CallName<AppContract>, Answer>>) {
    this.#answers = answers;
  }

  async call(message: unknown): Promise<unknown> {
    const { name, input } = CallMessage.parse(message);
    this.calls.push({ name, input });
    try {
      const answer = new Map(Object.entries(this.#answers)).get(name);
      if (answer === undefined) throw new AppError('not_found', `${name} is not answered here.`);
      return { ok: true, value: await answer(input) };
    } catch (error) {
      return { ok: false, error: toWire(error) };
    }
  }

  stream(message: unknown): void {
    const parsed = StreamMessage.parse(message);
    if (parsed.kind === 'subscribe') this.#streams.set(parsed.id, parsed);
    if (parsed.kind === 'unsubscribe') this.#streams.delete(parsed.id);
    if (parsed.kind === 'ack') this.acks += 1;
  }

  onBatch(listener: (message: unknown) => void): () => void {
    this.#listener = listener;
    return () => undefined;
  }

  /** What the page follows now. */
  get open(): readonly { readonly name: string; readonly input: unknown }[] {
    return [...this.#streams.values()].map(({ name, input }) => ({ name, input }));
  }

  count(name: CallName<AppContract>): number {
    return this.calls.filter((call) => call.name === name).length;
  }

  /** Sends items to everybody who follows that stream, and lets them arrive. */
  async push(stream: StreamName<AppContract>, items: readonly unknown[], gap = 0): Promise<void> {
    for (const [id, { name }] of this.#streams) {
      if (name === stream) this.#listener({ kind: 'batch', id, items, gap });
    }
    await this.settle();
  }

  /** Lets everything that is under way arrive. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
  }
}

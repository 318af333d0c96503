import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { BenchBrowser } from './runner-product.ts';

/** What Playwright alone is asked to do, one after the other. */
export type RawTask =
  | { readonly name: 'launch'; readonly browser: BenchBrowser }
  | { readonly name: 'trivial' | 'trivialInSpare' | 'long' | 'list'; readonly origin: string }
  | { readonly name: 'makeSpare' | 'leave' | 'stop' }
  | { readonly name: 'many'; readonly origin: string; readonly count: number; readonly atOnce: number }
  | { readonly name: 'stay'; readonly origin: string; readonly count: number };

const Answer = z.object({ error: z.string().nullable() });

/** Playwright alone in a process of its own. */
export class RawPlaywright {
  readonly #child: ChildProcess;

  private constructor() {
    const script = fileURLToPath(new URL('./runner-raw-child.ts', import.meta.url));
    this.#child = fork(script, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  }

  static async start(browser: BenchBrowser): Promise<RawPlaywright> {
    const raw = new RawPlaywright();
    await raw.run({ name: 'launch', browser });
    return raw;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Does it, and gives the milliseconds from asking to hearing. */
  async run(task: RawTask): Promise<number> {
    const from = performance.now();
    const answered = once(this.#child, 'message');
    this.#child.send(task);
    const [answer] = await answered;
    const { error } = Answer.parse(answer);
    if (error !== null) throw new Error(`raw Playwright: ${error}`);
    return performance.now() - from;
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.send({ name: 'stop' } satisfies RawTask);
    await exited;
  }
}

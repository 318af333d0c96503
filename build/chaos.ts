import { join } from 'node:path';
import { supervise } from './bootstrap/supervise.mjs';
import { createContext, prepare, StageFailure } from './setup/prepare.ts';

/** `npm run chaos -- --minutes N`: runs test/chaos/chaos.ts with the same set-up as the app. Its stdout is one JSON object. */
export async function main(args: readonly string[]): Promise<number> {
  const context = await createContext();
  try {
    const ready = await prepare(context, { browser: 'install', browserIsFatal: true });
    try {
      const script = join(context.root, 'test', 'chaos', 'chaos.ts');
      return await supervise(context.node, [script, ...args], ready.env, context.root);
    } finally {
      ready.display?.stop();
    }
  } catch (error) {
    if (!(error instanceof StageFailure)) throw error;
    process.stderr.write(`${error.sentence}\n`);
    return 1;
  }
}

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { supervise } from './bootstrap/supervise.mjs';
import { createContext, prepare, StageFailure } from './setup/prepare.ts';

/** `npm run bench -- NAME`: runs test/bench/NAME.ts with the same set-up as the app. Its stdout is the benchmark's one JSON object. */
export async function main(args: readonly string[]): Promise<number> {
  const [name = '', ...more] = args;
  const context = await createContext();
  const folder = join(context.root, 'test', 'bench');
  const script = join(folder, `${name}.ts`);
  if (!/^[\w-]+$/.test(name) || !existsSync(script)) {
    process.stderr.write(
      `there is no benchmark named "${name}"; there are: ${(await benchmarks(folder)).join(', ')}\n`,
    );
    return 2;
  }
  try {
    const ready = await prepare(context, { browser: 'install', browserIsFatal: false });
    try {
      return await supervise(context.node, [script, ...more], ready.env, context.root);
    } finally {
      ready.display?.stop();
    }
  } catch (error) {
    if (!(error instanceof StageFailure)) throw error;
    process.stderr.write(`${error.sentence}\n`);
    return 1;
  }
}

/** What lies beside the benchmarks and is none: `queue-raw.ts` is a part of `queue.ts`. */
const SHARED_CODE = /^(limits|report|.+-.+)\.ts$/;

async function benchmarks(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const scripts = names.filter((name) => /^[\w-]+\.ts$/.test(name) && !SHARED_CODE.test(name));
  return scripts.map((name) => name.replace(/\.ts$/, ''));
}

import { countsLine } from './checks/counts.ts';
import { runStep } from './checks/run-step.ts';
import { createContext } from './setup/prepare.ts';

/** `npm run check`: everything that is quick, side by side. The set-up of Electron is not needed for it. */
export async function main(): Promise<number> {
  const context = await createContext();
  const world = { root: context.root, node: context.node, env: context.env, output: 'held' } as const;
  const results = await Promise.all([
    runStep(world, 'types'),
    runStep(world, 'lint'),
    runStep(world, 'unit'),
  ]);
  process.stdout.write(`\n${countsLine(results)}\n`);
  return results.every((result) => result.passed) ? 0 : 1;
}

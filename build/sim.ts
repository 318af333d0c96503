import { runStep } from './checks/run-step.ts';
import { createContext } from './setup/prepare.ts';

/** `npm run sim:long`: the simulation of the queue with many more sequences than the tests have time for. SIM_RUNS sets another number. */
export async function main(args: readonly string[]): Promise<number> {
  const context = await createContext();
  const env = { ...context.env, SIM_RUNS: context.env.SIM_RUNS ?? '10000' };
  const world = { root: context.root, node: context.node, env, output: 'live' } as const;
  const result = await runStep(world, 'sim', ['--testTimeout=3600000', ...args]);
  return result.passed ? 0 : 1;
}

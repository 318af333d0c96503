import { countsLine } from './checks/counts.ts';
import { runStep, type StepWorld } from './checks/run-step.ts';
import { notRun, STEP_NAMES, type StepName, type StepResult } from './checks/step.ts';
import type { SetupContext } from './setup/context.ts';
import { createContext, type Prepared, prepare, StageFailure } from './setup/prepare.ts';

/**
 * `npm test`: types, lint, unit tests and end-to-end tests, each run whatever became of the others, and the plain counts at the end.
 * `npm test -- e2e test/e2e/cancel.spec.ts` runs one step, with arguments for its tool.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { steps, more } = parseSteps(args);
  const context = await createContext();
  const ready = await prepareOrSentence(context);
  const display = typeof ready === 'string' ? undefined : ready.display;
  try {
    const world: StepWorld = { root: context.root, node: context.node, env: context.env, output: 'live' };
    const results: StepResult[] = [];
    for (const step of steps) {
      results.push(
        step === 'e2e' && typeof ready === 'string' ? notRun(step, ready) : await runStep(world, step, more),
      );
    }
    process.stdout.write(`\n${countsLine(results)}\n`);
    return results.every((result) => result.passed) ? 0 : 1;
  } finally {
    display?.stop();
  }
}

/** Names of steps come first; what follows them is for the tool of a single step. */
export function parseSteps(args: readonly string[]): {
  readonly steps: readonly StepName[];
  readonly more: readonly string[];
} {
  const isStep = (arg: string): arg is StepName => STEP_NAMES.some((name) => name === arg);
  const firstOther = args.findIndex((arg) => !isStep(arg));
  const named = (firstOther === -1 ? args : args.slice(0, firstOther)).filter(isStep);
  const more = firstOther === -1 ? [] : args.slice(firstOther);
  return { steps: named.length === 0 ? STEP_NAMES : named, more: named.length === 1 ? more : [] };
}

/** The set-up, or the sentence of its failure: the steps that can do without it still run. */
async function prepareOrSentence(context: SetupContext): Promise<Prepared | string> {
  try {
    return await prepare(context, { browser: 'install', browserIsFatal: true });
  } catch (error) {
    if (!(error instanceof StageFailure)) throw error;
    if (error.detail !== undefined) process.stderr.write(`${error.detail}\n`);
    process.stderr.write(`${error.sentence}\n`);
    return error.sentence;
  }
}

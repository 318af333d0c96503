import type { Step } from '../../../shared/flow/step.ts';
import { StepFailure } from './step-failure.ts';
import type { ControlRun, ListEnd } from './walk.ts';

type Outcome = { readonly end: ListEnd } | { readonly failure: unknown };

/** Steps → after a failure the steps of `onError` → in any case those of `always`; a job that was stopped runs none of them. */
export async function runTry(step: Step<'try'>, run: ControlRun): Promise<ListEnd> {
  const { walk, place } = run;
  const { steps, onError = [], always = [] } = step;
  const outcome = await tried(step, run).then(
    (end): Outcome => ({ end }),
    (failure: unknown): Outcome => ({ failure }),
  );
  walk.run.signal.throwIfAborted();
  const after = await walk.list(always, place, steps.length + onError.length + 1);
  if (after !== 'done') return after;
  if ('failure' in outcome) throw outcome.failure;
  return outcome.end;
}

async function tried({ steps, onError }: Step<'try'>, { walk, place, log }: ControlRun): Promise<ListEnd> {
  try {
    // Without steps for a failure, it goes on outwards.
    const work = (): Promise<ListEnd> => walk.list(steps, place);
    return onError === undefined ? await work() : await walk.caught(work);
  } catch (thrown) {
    if (!(thrown instanceof StepFailure) || onError === undefined) throw thrown;
    log('WARN', `A step failed: ${onError.length === 0 ? 'goes on' : 'goes on with “onError”'}.`);
    const { message, category, step } = thrown.error;
    const leave = walk.run.scope.enter({ error: { value: { message, category, step }, secret: false } });
    try {
      return await walk.list(onError, place, steps.length + 1);
    } finally {
      leave();
    }
  }
}

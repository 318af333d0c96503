import { poll } from '../../../shared/actions/poll.ts';
import { ActionFailure } from '../../../shared/actions/run.ts';
import type { ControlType } from '../../../shared/flow/control/catalog.ts';
import type { Condition } from '../../../shared/flow/control/condition.ts';
import type { ControlStep, Step } from '../../../shared/flow/step.ts';
import type { Valued } from '../scope.ts';
import { runForEach } from './for-each.ts';
import { runRepeat, runWhile } from './loops.ts';
import { runCall } from './run-call.ts';
import { runTry } from './run-try.ts';
import type { ControlRun, ListEnd } from './walk.ts';
import { withElements } from './with-elements.ts';

type Runs = { [T in ControlType]: (step: Step<T>, run: ControlRun) => Promise<ListEnd> };

/** What each control step does: the compiler names the one that is missing. */
const runs: Runs = {
  if: runIf,
  forEach: runForEach,
  repeat: runRepeat,
  while: (step, run) => runWhile(step, run, () => holds(step.condition, run)),
  break: async () => 'break',
  continue: async () => 'continue',
  try: runTry,
  callFlow: runCall,
  setVariable: runSetVariable,
  log: runLog,
  stop: runStop,
  fail: runFail,
};

/** Runs a control step; the lists inside of it are walked over from here. */
export function runControl(step: ControlStep, run: ControlRun): Promise<ListEnd> {
  return runOf(step, run);
}

function runOf<T extends ControlType>(step: Step<T>, run: ControlRun): Promise<ListEnd> {
  return runs[step.action](step, run);
}

async function runIf(step: Step<'if'>, run: ControlRun): Promise<ListEnd> {
  const { walk, place, log } = run;
  const { then, else: otherwise = [] } = step;
  if (await holds(step.condition, run)) {
    log('INFO', 'It is so: goes on with “then”.');
    return walk.list(then, place);
  }
  log('INFO', otherwise.length === 0 ? 'It is not so.' : 'It is not so: goes on with “else”.');
  return walk.list(otherwise, place, then.length + 1);
}

/** Whether a condition is so, now or within its time. */
async function holds(condition: Condition, { walk, place, log, targets }: ControlRun): Promise<boolean> {
  const { scope, clock, flow } = walk.run;
  if (typeof condition === 'string') return scope.holds(condition);
  const { visible, hidden, timeout } = withElements(scope.render(condition), place.elements);
  const target = visible ?? hidden ?? [];
  const timeoutMs = flow.timeouts.step;
  const onTarget = targets.asked(['condition', visible === undefined ? 'hidden' : 'visible']);
  const limits = { timeoutMs, limitMs: timeout + timeoutMs, onTarget };
  // A page that does not answer at all is a failure, not a no.
  return walk.onPage(limits, targets.sayOnce(log), async (page, signal) => {
    const { ok } = await poll(
      { clock, signal, timeoutMs: timeout },
      () => page.isVisible(target),
      (seen) => seen === (visible !== undefined),
    );
    // What is to be hidden and is says nothing of its candidates.
    if (!ok && visible !== undefined) onTarget(target, null);
    return ok;
  });
}

/** Longer values are a mistake, such as a text that doubles in every turn. */
const MAX_VALUE = 1_000_000;

async function runSetVariable({ name, value }: Step<'setVariable'>, { walk }: ControlRun): Promise<ListEnd> {
  const { scope } = walk.run;
  const of = (each: unknown): Valued =>
    typeof each === 'string' ? scope.value(each) : { value: each, secret: false };
  const parts = [value].flat().map(of);
  const secret = parts.some((part) => part.secret);
  const result = Array.isArray(value) ? parts.map((part) => part.value) : parts[0]?.value;
  if (JSON.stringify(result).length > MAX_VALUE) {
    const message = `The value of “${name}” has more than ${MAX_VALUE} characters.`;
    throw new ActionFailure('UnknownError', message, 'Keep long data in rows, with “extract a list”.');
  }
  scope.set(name, result, secret);
  return 'done';
}

async function runLog({ level, message }: Step<'log'>, { walk, log }: ControlRun): Promise<ListEnd> {
  log(level, walk.run.scope.render({ message }).message);
  return 'done';
}

async function runStop({ message }: Step<'stop'>, { walk, log }: ControlRun): Promise<ListEnd> {
  const why = message === undefined ? '' : ` ${walk.run.scope.render({ message }).message}`;
  log('INFO', `The job ends here, as the flow says.${why}`);
  return 'stop';
}

async function runFail({ message, category }: Step<'fail'>, { walk }: ControlRun): Promise<ListEnd> {
  const sentence = walk.run.scope.render({ message }).message;
  throw new ActionFailure(category, sentence, 'The flow itself says so: look at the step and at the page.');
}

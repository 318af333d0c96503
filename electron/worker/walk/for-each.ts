import { poll } from '../../../shared/actions/poll.ts';
import { ActionFailure } from '../../../shared/actions/run.ts';
import { MAX_TURNS } from '../../../shared/flow/control/limits.ts';
import type { Step } from '../../../shared/flow/step.ts';
import { type Target, targetText } from '../../../shared/flow/target.ts';
import type { Valued } from '../scope.ts';
import { type Loop, plain, runTurns, type TurnGives } from './loops.ts';
import type { ControlRun, ListEnd } from './walk.ts';
import { withElements } from './with-elements.ts';

type ForEach = Step<'forEach'>;

/** Goes through a list as it is when the loop begins: what comes later is not part of it. */
export async function runForEach(step: ForEach, run: ControlRun): Promise<ListEnd> {
  const { in: source } = step;
  const { rows, scope } = { rows: run.walk.rows, scope: run.walk.run.scope };
  if (typeof source === 'string') return runTurns(step.steps, run, ofList(step, listOf(scope.value(source))));
  if (Array.isArray(source)) {
    const values = source.map((each) => (typeof each === 'string' ? scope.value(each) : plain(each)));
    return runTurns(step.steps, run, ofList(step, values));
  }
  if (source.rows !== undefined) {
    const all = rows.of(source.rows);
    return runTurns(
      step.steps,
      run,
      loopOf(all, (row) => ({ names: { [step.as]: plain(row) }, row })),
    );
  }
  return runTurns(step.steps, run, await ofElements(step, source.elements ?? [], run));
}

function loopOf<T>(all: readonly T[], gives: (each: T, at: number) => TurnGives): Loop {
  return {
    of: all.length,
    turn(number) {
      const each = all[number - 1];
      return each === undefined ? null : gives(each, number - 1);
    },
  };
}

function ofList(step: ForEach, values: readonly Valued[]): Loop {
  return loopOf(values, (valued) => ({ names: { [step.as]: valued } }));
}

function listOf({ value, secret }: Valued): Valued[] {
  if (!Array.isArray(value)) {
    const given = JSON.stringify(value).slice(0, 100);
    const message = `A list is expected, but ${secret ? 'the value is none' : `the value is ${given}`}.`;
    const mend =
      'Make a list of a text with split(…), or use “rows” for a dataset and “elements” for the page.';
    throw new ActionFailure('UnknownError', message, mend);
  }
  if (value.length > MAX_TURNS) throw tooMany(value.length);
  return value.map((each: unknown) => ({ value: each, secret }));
}

function tooMany(count: number): ActionFailure {
  const message = `A loop makes at most ${MAX_TURNS} turns, but there would be ${count}.`;
  return new ActionFailure(
    'UnknownError',
    message,
    'Take a part of it, or share the work between several jobs.',
  );
}

/** Longer texts of elements are cut: they are for names and conditions. */
const MAX_TEXT = 2000;

async function ofElements(step: ForEach, elements: Target, run: ControlRun): Promise<Loop> {
  const { walk, place, log, targets } = run;
  const { scope, clock, flow } = walk.run;
  const timeoutMs = step.timeout ?? flow.timeouts.step;
  const target = withElements(scope.render(elements), place.elements);
  const limits = { timeoutMs, limitMs: timeoutMs * 2, onTarget: targets.told };
  const read = await walk.onPage(limits, log, async (page, signal) => {
    if (step.mayBeEmpty === true) {
      const looks = { clock, signal, timeoutMs };
      const { ok } = await poll(
        looks,
        () => page.isVisible(target),
        (seen) => seen,
      );
      if (!ok) return null;
    }
    return page.readList(target, [{ name: 'text', from: 'text' }]);
  });
  if (read === null) {
    targets.told(target, null);
    log('INFO', `There is no ${targetText(target)}.`);
    return loopOf([], () => ({}));
  }
  if (read.rows.length > MAX_TURNS) throw tooMany(read.rows.length);
  const candidate = target[read.candidate];
  if (candidate === undefined) throw new Error('the page found elements by a candidate that is not there');
  const texts = read.rows.map(([text]) => (text ?? '').trim().slice(0, MAX_TEXT));
  return loopOf(texts, (text, at) => ({
    names: { [step.as]: plain(text) },
    // Found anew in every step, so that it may come and go: the page is often another one at the end of a turn.
    element: { name: step.as, candidate: { ...candidate, nth: candidate.nth ?? at } },
  }));
}

import { ActionFailure } from '../../../shared/actions/run.ts';
import { MAX_TURNS } from '../../../shared/flow/control/limits.ts';
import type { Step } from '../../../shared/flow/step.ts';
import type { Candidate } from '../../../shared/flow/target.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import type { Valued } from '../scope.ts';
import { turnsText } from './place.ts';
import type { ControlRun, ListEnd } from './walk.ts';

/** What a turn brings beside its number. */
export interface TurnGives {
  readonly names?: Readonly<Record<string, Valued>>;
  readonly row?: RowData;
  readonly element?: { readonly name: string; readonly candidate: Candidate };
}

/** A loop without its steps. */
export interface Loop {
  /** How many turns there will be; null = nobody knows. */
  readonly of: number | null;
  /** What the turn with this number (from 1) brings; null = there is none any more. */
  turn(number: number): TurnGives | null | Promise<TurnGives | null>;
}

/** Runs the steps turn after turn. Each turn has a place of its own, and its values are gone with it. */
export async function runTurns(steps: readonly Step[], run: ControlRun, loop: Loop): Promise<ListEnd> {
  for (let number = 1; ; number++) {
    run.walk.run.signal.throwIfAborted();
    await run.walk.breathe();
    const gives = await loop.turn(number);
    if (gives === null) return 'done';
    const end = await runTurn(steps, run, { number, of: loop.of }, gives);
    if (end === 'break') return 'done';
    if (end === 'stop') return 'stop';
  }
}

async function runTurn(
  steps: readonly Step[],
  { walk, place, log, report }: ControlRun,
  turn: { readonly number: number; readonly of: number | null },
  { names, row, element }: TurnGives,
): Promise<ListEnd> {
  const turns = [...place.turns, turn];
  const text = turnsText(turns);
  const { quiet, line } = place.quiet ? { quiet: true, line: null } : walk.turns.begin(place.path, text);
  if (line !== null) {
    log('INFO', line);
    report.progress(text);
  }
  const elements = element === undefined ? place.elements : withElement(place.elements, element);
  const own = { index: plain(turn.number - 1), turn: plain(turn.number) };
  const leave = walk.run.scope.enter({ ...names, ...own }, row);
  try {
    return await walk.list(steps, { path: place.path, turns, loop: place.path, quiet, elements });
  } finally {
    leave();
  }
}

function withElement(
  elements: ReadonlyMap<string, Candidate>,
  { name, candidate }: { readonly name: string; readonly candidate: Candidate },
): ReadonlyMap<string, Candidate> {
  return new Map([...elements, [name, candidate]]);
}

/** A value that is no secret. */
export function plain(value: unknown): Valued {
  return { value, secret: false };
}

export async function runRepeat({ times, steps }: Step<'repeat'>, run: ControlRun): Promise<ListEnd> {
  const of = typeof times === 'number' ? times : wholeNumber(run.walk.run.scope.value(times).value);
  return runTurns(steps, run, { of, turn: (number) => (number > of ? null : {}) });
}

function wholeNumber(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= MAX_TURNS)
    return number;
  const given = JSON.stringify(value).slice(0, 100);
  const message = `A whole number of times is expected, from 0 to ${MAX_TURNS}, but it is ${given}.`;
  throw new ActionFailure('UnknownError', message, 'Look at where “times” gets its value from.');
}

/** @param holds asks the condition */
export async function runWhile(
  { limit, steps }: Step<'while'>,
  run: ControlRun,
  holds: () => Promise<boolean>,
): Promise<ListEnd> {
  return runTurns(steps, run, {
    of: null,
    async turn(number) {
      if (!(await holds())) return null;
      if (number <= limit) return {};
      const message = `The condition is still so after ${limit} ${limit === 1 ? 'turn' : 'turns'}, which is the limit of the step.`;
      const mend = 'Look at why it does not end; if so many turns are right, give the step a higher “limit”.';
      throw new ActionFailure('UnknownError', message, mend);
    },
  });
}

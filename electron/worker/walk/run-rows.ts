import type { CheckpointState, RowEnd } from '../../../shared/job/own-rows.ts';
import { MAX_CHECKPOINT } from '../../../shared/job/own-rows.ts';
import type { OwnRow, OwnRowSource } from '../own-row-source.ts';
import type { StepsRun } from '../run-steps.ts';
import { abortable } from '../stopped.ts';
import { FLOW_PLACE, type Place, turnsText } from './place.ts';
import { StepFailure } from './step-failure.ts';
import { type StepRange, WHOLE } from './step-range.ts';
import type { WalkRecord } from './walk-record.ts';
import { Walker } from './walker.ts';

/** The steps have nothing to go on from but the next row. */
const NO_STATE: CheckpointState = { url: '', variables: {}, secret: [] };

/**
 * Runs the whole flow once for each row, in the same browser, with fresh variables each time. A row that fails is written down
 * and the next one runs; only a failure of the browser itself ends the attempt, and then the row is run again.
 * @throws StepFailure, or the signal's reason when the job was stopped from outside
 */
export async function runRows(
  run: StepsRun,
  rows: OwnRowSource,
  total: number,
  record: WalkRecord,
  range: StepRange = WHOLE,
): Promise<void> {
  let failures = 0;
  for (;;) {
    run.signal.throwIfAborted();
    await abortable(run.signal, run.outbox.roomForRowEnds());
    const row = await abortable(run.signal, rows.next());
    if (row === null) break;
    const end = await runRow(run, row, total, record, range);
    if (end.state === 'failed') failures += 1;
    run.outbox.endOwnRow(end, { step: 0, state: NO_STATE, secret: false });
  }
  if (failures > 0) {
    const count = failures === 1 ? '1 row failed' : `${failures} rows failed`;
    run.log.forStep(null)('WARN', `${count}; the job view runs failed rows again.`);
  }
}

async function runRow(
  run: StepsRun,
  { number, data }: OwnRow,
  total: number,
  record: WalkRecord,
  range: StepRange,
): Promise<RowEnd> {
  const log = run.log.forStep(null);
  const turns = [{ number, of: total }];
  const text = turnsText(turns);
  const { quiet, line } = record.turns.begin('', text);
  if (line !== null) log('INFO', line.replace(/^Turn/, 'Row'));
  run.scope.beginRow(data);
  run.outbox.beginOwnRow(number);
  const place: Place = { ...FLOW_PLACE, turns, quiet };
  const walker = new Walker(run, record);
  await walker.breathe();
  const onceBefore = record.onceRun.size;
  try {
    await walker.list(run.flow.steps, place, 1, range);
    return { number, state: 'done', error: null, result: resultOf(run) };
  } catch (thrown) {
    if (!(thrown instanceof StepFailure) || thrown.error.category === 'BrowserError') throw thrown;
    const mayHaveHappened = record.onceRun.size > onceBefore;
    const error = mayHaveHappened ? onceMayHaveRun(thrown, [...record.onceRun].at(-1) ?? '') : thrown.error;
    log('WARN', `Row ${number} failed and the next one follows: ${error.message}`);
    return { number, state: 'failed', error, result: null };
  }
}

function onceMayHaveRun({ error }: StepFailure, key: string): StepFailure['error'] {
  return {
    ...error,
    message: `Step ${key.replace(/ .*/, '')} runs only once, and it may have happened: ${error.message}`,
    mend: 'Look at the site whether it went through before you run this row again.',
  };
}

/** What the row's steps gave, unless it is too much to keep with each row. */
function resultOf({ scope, log, masker }: StepsRun): RowEnd['result'] {
  const result = masker.record(scope.variables);
  if (Object.keys(result).length === 0) return null;
  if (JSON.stringify(result).length <= MAX_CHECKPOINT) return result;
  log.forStep(null)(
    'WARN',
    `The values of this row are not kept: they have more than ${MAX_CHECKPOINT} characters.`,
  );
  return null;
}

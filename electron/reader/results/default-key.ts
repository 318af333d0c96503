import { allSteps } from '../../../shared/flow/nested.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import { chooseKey } from '../../../shared/rows/key-choice.ts';
import { countingSegments } from '../../database/datasets.ts';
import type { ReadableDb } from '../../database/open.ts';
import { getJobSource } from '../../database/queries.ts';
import { storedRows } from '../../database/stored-rows.ts';

/** Rows of each run that are looked at for a key. */
const SAMPLE = 5_000;

/** The columns that tell a row: what the extract step calls unique, else what is unique in both runs. */
export function defaultKey(db: ReadableDb, dataset: string, now: JobId, before: JobId): string[] {
  const ofStep = stepKey(getJobSource(db, now).content, dataset);
  if (ofStep.length > 0) return ofStep;
  return chooseKey(sampleOf(db, before, dataset), sampleOf(db, now, dataset));
}

/** `unique` of the step that fills the dataset; empty when it has none. */
function stepKey(content: unknown, dataset: string): string[] {
  for (const step of allSteps(stepsOf(content))) {
    if (!('dataset' in step) || step.dataset !== dataset || !('unique' in step)) continue;
    const columns = [step.unique].flat();
    if (columns.every((column) => typeof column === 'string')) return columns;
  }
  return [];
}

function stepsOf(content: unknown): object[] {
  if (typeof content !== 'object' || content === null || !('steps' in content)) return [];
  const { steps } = content;
  return Array.isArray(steps) ? steps.filter((step) => typeof step === 'object' && step !== null) : [];
}

function sampleOf(db: ReadableDb, jobId: JobId, dataset: string): RowData[] {
  const rows: RowData[] = [];
  for (const { data } of storedRows(db, jobId, countingSegments(db, jobId), dataset)) {
    if (rows.push(data) === SAMPLE) break;
  }
  return rows;
}

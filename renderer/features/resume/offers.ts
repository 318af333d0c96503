import type { ResumeFrom } from '../../../shared/job/own-rows.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { TRANSITIONS } from '../../../shared/job/state.ts';

/** A way in which a job can go on instead of beginning anew. */
export interface ResumeOffer {
  readonly from: ResumeFrom;
  /** On its button. */
  readonly word: string;
  /** Why it cannot act now; null when it can. */
  readonly off: string | null;
}

/** How a job can go on: with the step that failed; one that walks over rows with its next row, or with those that failed. */
export function resumeOffers(job: JobSummary): readonly ResumeOffer[] {
  const { ownRows, failedRows, stepsKept } = job;
  const open = TRANSITIONS.retry.from.some((state) => state === job.state) ? null : 'not ended yet';
  if (ownRows === undefined) {
    const off = open ?? (stepsKept === undefined ? 'no step is kept' : null);
    return [{ from: 'failed_step', word: 'Retry from failed step', off }];
  }
  const left = ownRows.total - ownRows.done - failedRows;
  const failed = failedRows > 0 ? null : 'no row has failed';
  return [
    { from: 'failed_rows', word: 'Run failed rows', off: open ?? failed },
    {
      from: 'failed_step',
      word: 'Go on with the next row',
      off: open ?? (left > 0 ? null : 'no row is left'),
    },
  ];
}

/** What a retry from the failed step gives back and what it does not; one sentence each. */
export function keptSentence({ ownRows, failedRows, stepsKept }: JobSummary): string {
  if (ownRows !== undefined) {
    const left = ownRows.total - ownRows.done - failedRows;
    const parts = [`${ownRows.done} of ${ownRows.total} rows are done`];
    if (failedRows > 0) parts.push(`${failedRows} failed`);
    if (left > 0) parts.push(`${left} did not run`);
    return `${parts.join(', ')}. What the done rows brought stays; a row that is run again replaces what it brought.`;
  }
  const steps = stepsKept === 1 ? 'Step 1 is' : `Steps 1 to ${stepsKept ?? 0} are`;
  return (
    `${steps} done and will not run again. Kept: the rows, the variables, the page’s address, and the sites’ cookies ` +
    'and storage where the browser could still be asked. Not kept: what was typed into the page, other tabs, and what steps set in the browser.'
  );
}

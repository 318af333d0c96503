import type { JobId } from '../../../shared/ids.ts';
import { MOST_TAGS, sortedTags } from '../../../shared/job/tags.ts';
import { parseTags } from '../../database/rows.ts';
import type { Effects } from './effects.ts';
import type { FactsRow, Statements } from './statements.ts';
import { bucketOf } from './tally.ts';

/** Gives a job tags and takes some from it. False = it has them so already, or would have too many. */
export function changeTags(
  statements: Statements,
  effects: Effects,
  jobId: JobId,
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): boolean {
  const text = statements.tagsOf.get({ jobId }) ?? null;
  const before = text === null ? [] : parseTags(text);
  const kept = before.filter((tag) => !remove.includes(tag));
  const after = sortedTags([...kept, ...add]);
  if (after.length > MOST_TAGS || after.join(' ') === before.join(' ')) return false;
  statements.setTags.get({ jobId, tags: after.length === 0 ? null : JSON.stringify(after) });
  for (const tag of before) if (!after.includes(tag)) statements.removeTag.run({ jobId, tag });
  for (const tag of after) if (!before.includes(tag)) statements.addTag.run({ jobId, tag });
  effects.changed(jobId);
  return true;
}

/** So long a deleted job is kept as it is: the 10 s in which that can be undone, and some time for a slow click. */
export const KEPT_MS = 15_000;

/** The job is shown nowhere any more; what it brought is removed later. False = it has not ended. */
export function markDeleted(
  statements: Statements,
  effects: Effects,
  mark: { readonly jobId: JobId; readonly batch: number; readonly now: number },
  facts: FactsRow,
): boolean {
  if (statements.markDeleted.get(mark) === undefined) return false;
  effects.moved(bucketOfFacts(facts), null);
  effects.deleted(mark.jobId);
  return true;
}

/** Brings a portion of what was deleted together back. Gives how many that were; fewer than `most` = that was all. */
export function unmarkDeleted(
  statements: Statements,
  effects: Effects,
  wish: { readonly batch: number; readonly most: number; readonly now: number },
): number {
  const { batch, most, now } = wish;
  const ids = statements.unmarkDeleted.all({ batch, most, since: now - KEPT_MS });
  for (const jobId of ids) {
    const facts = statements.facts.get({ jobId });
    if (facts === undefined) continue;
    effects.moved(null, bucketOfFacts(facts));
    effects.changed(jobId);
  }
  return ids.length;
}

function bucketOfFacts({ state, waits_for, attempt, failed_rows }: FactsRow) {
  return bucketOf(state, { waitsFor: waits_for, attempt, failedRows: failed_rows });
}

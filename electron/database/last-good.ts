import type { JobId } from '../../shared/ids.ts';
import type { ReadableDb } from './open.ts';
import { prepareNamed } from './statement.ts';

/** How many jobs are looked at in one go: a few milliseconds. */
const PORTION = 10_000;

/** The newest completed job of a flow in a stretch of numbers. */
export const LAST_GOOD = `
  SELECT id FROM job
   WHERE id > @above AND id < @below AND flow_id = @flowId AND state = 'completed' AND id <> @id
   ORDER BY id DESC LIMIT 1`;

/**
 * Looks for the newest completed job of the same flow, first before the job and then from the newest of all down to it. The jobs
 * of a flow are indexed whatever their state, so they are looked at in portions, mostly only one. What a portion
 * found is yielded, null while there is none, and the first that is found ends it.
 */
export function* lastGoodJob(
  db: ReadableDb,
  id: JobId,
  portion: number = PORTION,
): Generator<JobId | null, void> {
  const flowId = db.prepare<[JobId], number>('SELECT flow_id FROM job WHERE id = ?').pluck().get(id);
  const newest = db.prepare<[], number | null>('SELECT max(id) FROM job').pluck().get();
  if (flowId === undefined || newest === undefined || newest === null) return;
  const find = prepareNamed<JobId>(db, LAST_GOOD, { pluck: true });
  const stretches: readonly { readonly top: number; readonly floor: number }[] = [
    { top: id, floor: 0 },
    { top: newest + 1, floor: id },
  ];
  for (const { top, floor } of stretches) {
    for (let below = top; below > floor; below -= portion) {
      const above = Math.max(floor, below - portion - 1);
      const found = find.get({ above, below, flowId, id }) ?? null;
      yield found;
      if (found !== null) return;
    }
  }
}

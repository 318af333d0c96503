import type { JobId } from '../../../shared/ids.ts';
import type { JobDetail } from '../../../shared/job/schema.ts';
import { calledVersions } from '../../database/called-versions.ts';
import type { ReadableDb } from '../../database/open.ts';
import { getDetail } from '../../database/queries.ts';
import { runOptionsReader } from '../../database/run-options.ts';
import { Sealed } from '../secrets/vault.ts';

/** What stands for a secret wherever a person looks. */
const MASK = '•••';

/** Everything about a job, its secret inputs masked. Throws AppError `not_found`. */
export function jobDetail(db: ReadableDb, id: JobId): JobDetail {
  const detail = getDetail(db, id);
  const run = runOptionsReader(db)(id);
  const called = calledVersions(db, id);
  return {
    ...detail,
    inputs: maskSealed(detail.inputs),
    ...(run === null ? {} : { run }),
    ...(called === null ? {} : { called }),
  };
}

/** Sealed values become the mask: not even their cipher leaves main. */
export function maskSealed(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, Sealed.safeParse(value).success ? MASK : value]),
  );
}

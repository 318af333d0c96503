import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { closeDatabase, openReadOnly, type ReadableDb } from '../../electron/database/open.ts';
import { getDetail, iterateRows } from '../../electron/database/queries.ts';
import { BOOKS } from '../../electron/main/practice-site/books.ts';
import type { JobId } from '../../shared/ids.ts';
import type { JobDetail } from '../../shared/job/schema.ts';
import { isEnded, type JobState, TRANSITIONS } from '../../shared/job/state.ts';
import type { Diary } from './deeds.ts';
import { processesOf } from './processes.ts';
import type { CountingShop } from './shop.ts';

/** What the file and the machine say when all is over. */
export interface Audit {
  readonly jobs: Record<string, number>;
  readonly attempts: Record<string, number>;
  readonly ordersPlaced: number;
  /** Why jobs failed, each reason once: nothing of this is broken by itself. */
  readonly failures: readonly string[];
  readonly logLines: number;
  readonly rows: number;
  /** How often each guarantee did not hold. */
  readonly counts: Record<keyof Broken, number>;
  /** One sentence for each time. */
  readonly broken: Broken;
}

/** What must not be, by guarantee. */
export interface Broken {
  readonly jobsLost: readonly string[];
  readonly jobsStuck: readonly string[];
  readonly doubleResults: readonly string[];
  readonly eventsBroken: readonly string[];
  readonly rowsLost: readonly string[];
  readonly onceRepeated: readonly string[];
  readonly startedTooEarly: readonly string[];
  readonly orphans: readonly string[];
}

/** Every sentence, of whatever guarantee. */
export function sentencesOf(broken: Broken): string[] {
  return Object.values(broken).flat();
}

export interface AuditWorld {
  readonly dataDir: string;
  readonly diary: Diary;
  readonly shop: CountingShop;
}

/** Looks at everything that chaos left. The app has been quit. */
export function audit({ dataDir, diary, shop }: AuditWorld): Audit {
  const db = openReadOnly(join(dataDir, 'runwright.db'));
  try {
    const ids = db.prepare<[], JobId>('SELECT id FROM job ORDER BY id').pluck().all();
    const details = ids.map((id) => getDetail(db, id));
    const byId = new Map(details.map((detail) => [detail.job.id, detail]));
    const broken: Broken = {
      jobsLost: lost(ids, diary),
      jobsStuck: details.flatMap(notEnded),
      doubleResults: details.flatMap(attemptsThatDoNotFit),
      eventsBroken: details.flatMap(eventsThatDoNotReplay),
      rowsLost: details.flatMap((detail) => [
        ...rowsThatDoNotFit(db, detail),
        ...rowsOfAttemptsThatDoNotFit(db, detail),
      ]),
      onceRepeated: details.flatMap((detail) => ordersThatDoNotFit(detail, shop)),
      startedTooEarly: details.flatMap((detail) => startedTooEarly(detail, byId)),
      orphans: leftBehind(db, dataDir),
    };
    const failed = details.flatMap(({ job }) => (job.state === 'failed' ? [job.error?.message ?? ''] : []));
    return {
      jobs: tally(details.map(({ job }) => job.state)),
      attempts: tally(details.flatMap(({ attempts }) => attempts.map(({ outcome }) => outcome))),
      ordersPlaced: [...diary.keys].reduce((sum, key) => sum + shop.placed(key), 0),
      failures: [...new Set(failed)],
      logLines: Number(db.prepare('SELECT count(*) FROM job_log').pluck().get()),
      rows: Number(db.prepare('SELECT count(*) FROM result_row').pluck().get()),
      counts: {
        jobsLost: broken.jobsLost.length,
        jobsStuck: broken.jobsStuck.length,
        doubleResults: broken.doubleResults.length,
        eventsBroken: broken.eventsBroken.length,
        rowsLost: broken.rowsLost.length,
        onceRepeated: broken.onceRepeated.length,
        startedTooEarly: broken.startedTooEarly.length,
        orphans: broken.orphans.length,
      },
      broken,
    };
  } finally {
    closeDatabase(db);
  }
}

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function lost(ids: readonly JobId[], diary: Diary): string[] {
  const there = new Set(ids);
  return [...diary.queued].filter((id) => !there.has(id)).map((id) => `job ${id} was queued and is lost`);
}

function notEnded({ job }: JobDetail): string[] {
  if (isEnded(job.state) || job.state === 'parked') return [];
  return [`job ${job.id} is stuck: ${job.state}`];
}

/** Every edge that the table of transitions knows, as `from>to`. */
const EDGES: ReadonlySet<string> = new Set(
  Object.values(TRANSITIONS).flatMap(({ from, to }: { from: readonly JobState[]; to: readonly JobState[] }) =>
    from.flatMap((a) => to.map((b) => `${a}>${b}`)),
  ),
);

function eventsThatDoNotReplay({ job, events }: JobDetail): string[] {
  let state: JobState = 'pending';
  const broken: string[] = [];
  for (const { kind, to } of events) {
    if (kind !== 'queued' && !EDGES.has(`${state}>${to}`))
      broken.push(`job ${job.id}: ${kind} leads from ${state} to ${to}`);
    state = to;
  }
  if (state !== job.state) broken.push(`job ${job.id}: its events end in ${state}, it is ${job.state}`);
  return broken;
}

/** Nobody retries by hand here: so one result at most, from the last attempt. */
function attemptsThatDoNotFit({ job, attempts }: JobDetail): string[] {
  const results = attempts.filter(({ outcome }) => outcome === 'completed');
  const open = attempts.filter(({ outcome }) => outcome === 'processing');
  const broken: string[] = [];
  if (results.length > 1) broken.push(`job ${job.id} has ${results.length} results`);
  if (open.length > 0) broken.push(`job ${job.id} has an attempt without an end`);
  if ((job.state === 'completed') !== (results.length === 1))
    broken.push(`job ${job.id} is ${job.state} with ${results.length} results`);
  if (results.length === 1 && attempts.at(-1)?.outcome !== 'completed')
    broken.push(`job ${job.id} was tried again after its result`);
  return broken;
}

const ALL_SLUGS = BOOKS.map(({ slug }) => slug).sort();
const PAGE_SIZE = 16;

function rowsThatDoNotFit(db: ReadableDb, { job }: JobDetail): string[] {
  if (job.state !== 'completed' || (!job.flowName.includes('books') && !job.flowName.includes('reads')))
    return [];
  const rows = [...iterateRows(db, job.id, 'books')];
  if (!job.flowName.includes('all books'))
    return rows.length === PAGE_SIZE ? [] : [`job ${job.id} has ${rows.length} rows instead of ${PAGE_SIZE}`];
  const slugs = rows.map(({ link }) => String(link).split('/').at(-1) ?? '').sort();
  if (slugs.join() === ALL_SLUGS.join()) return [];
  return [`job ${job.id} has ${rows.length} rows, which are not the site's ${ALL_SLUGS.length}`];
}

/** What an attempt was told is kept, is there: also when its worker or main was killed right after. */
function rowsOfAttemptsThatDoNotFit(db: ReadableDb, { job, attempts }: JobDetail): string[] {
  const count = db
    .prepare<[JobId, number], number>('SELECT count(*) FROM result_row WHERE job_id = ? AND epoch = ?')
    .pluck();
  return attempts.flatMap(({ epoch, attempt, rowCount }) => {
    const there = count.get(job.id, epoch) ?? 0;
    if (there === rowCount) return [];
    return [`job ${job.id}, attempt ${attempt}: ${rowCount} rows were counted and ${there} are there`];
  });
}

/** A job that comes after another started when that had ended. */
function startedTooEarly({ job, attempts, after }: JobDetail, byId: ReadonlyMap<JobId, JobDetail>): string[] {
  const startedAt = attempts[0]?.startedAt;
  if (startedAt === undefined) return [];
  return after.flatMap(({ jobId }) => {
    const endedAt = byId.get(jobId)?.job.completedAt ?? null;
    if (endedAt !== null && endedAt <= startedAt) return [];
    return [`job ${job.id} started before job ${jobId} had ended`];
  });
}

function ordersThatDoNotFit({ job, row }: JobDetail, shop: CountingShop): string[] {
  if (!job.flowName.includes('orders')) return [];
  const placed = shop.placed(String(row?.key));
  if (placed > 1) return [`job ${job.id} placed its order ${placed} times`];
  if (job.state === 'completed' && placed !== 1) return [`job ${job.id} is completed without its order`];
  return [];
}

/** After the quit nothing of ours may be left: no process, no open browser in the ledger, no worker, no profile. */
function leftBehind(db: ReadableDb, dataDir: string): string[] {
  const count = (sql: string): number => Number(db.prepare(sql).pluck().get());
  const browsers = count('SELECT count(*) FROM browser WHERE closed_at IS NULL');
  const workers = count('SELECT count(*) FROM worker WHERE ended_at IS NULL');
  const folders = readdirSync(join(dataDir, 'tmp')).filter((name) => /^w\d+-/.test(name));
  return [
    ...processesOf(dataDir).map(
      ({ pid, commandLine }) => `process ${pid} is left: ${commandLine.slice(0, 120)}`,
    ),
    ...(browsers > 0 ? [`the ledger has ${browsers} browsers open`] : []),
    ...(workers > 0 ? [`${workers} workers are written down as running`] : []),
    ...(folders.length > 0 ? [`${folders.length} temporary folders of workers are left`] : []),
  ];
}

import { type QueueSql, SQL } from '../../electron/main/queue/sql.ts';

/** One guard or decision of the queue's statements, and what stands there without it. */
interface Mutation {
  readonly name: string;
  /** Which sequences find it out; absent = those with faults. */
  readonly kind?: 'demands';
  /** Undefined = in every statement. */
  readonly statements?: readonly (keyof QueueSql)[];
  readonly text: string | RegExp;
  readonly instead: string;
}

const PARKS = "WHEN once_step IS NOT NULL THEN 'parked'";

/** Every guard in turn. A guard that another one implies is not in the statements: each of these is needed by itself. */
export const MUTATIONS: readonly Mutation[] = [
  { name: 'the fence of the lease epoch', text: ' AND lease_epoch = @epoch', instead: '' },
  ...fencedAlone('complete', 'confirmCancel', 'release', 'renew', 'recordOpen'),
  {
    name: 'the fence of a failure',
    statements: ['retryFacts', 'fail'],
    text: ' AND lease_epoch = @epoch',
    instead: '',
  },
  {
    name: 'that a worker renews its own leases alone',
    statements: ['renew'],
    text: ' AND worker_id = @workerId',
    instead: '',
  },
  {
    name: 'that only a running job can end',
    statements: ['complete', 'fail', 'confirmCancel', 'release'],
    text: "state = 'processing' AND ",
    instead: '',
  },
  {
    name: 'the epoch that goes up with each claim',
    text: 'lease_epoch = lease_epoch + 1',
    instead: 'lease_epoch = max(lease_epoch, 1)',
  },
  {
    name: 'that only claimable jobs are claimed',
    statements: ['claimOne', 'claimMany'],
    text: 'place > -100000000000000',
    instead: 'place IS NOT NULL',
  },
  { name: 'the order of claims', text: 'ORDER BY place, id', instead: 'ORDER BY place DESC, id' },
  { name: 'the patience of the sweep', text: 'lease_until < @now', instead: 'lease_until < @now + 20000' },
  {
    name: 'that a dead worker loses its own jobs alone',
    statements: ['reclaimWorker'],
    text: ' AND worker_id = @workerId',
    instead: '',
  },
  {
    name: 'the shift of leases after a jump',
    text: 'lease_until = lease_until + @jumpMs',
    instead: 'lease_until = lease_until',
  },
  { name: 'the parking of a once-only step at a failure', statements: ['fail'], text: PARKS, instead: '' },
  { name: 'the parking of a once-only step at a release', statements: ['release'], text: PARKS, instead: '' },
  {
    name: 'the parking of a once-only step at a reclaim',
    statements: ['reclaimExpired', 'reclaimWorker', 'reclaimAll'],
    text: PARKS,
    instead: '',
  },
  {
    name: 'the end of a job that kills its workers',
    text: "WHEN crash_count + @crash >= @maxCrashes THEN 'failed'",
    instead: '',
  },
  {
    name: 'that a cancel beats the completion',
    statements: ['complete'],
    text: "CASE WHEN cancel_asked_at IS NULL THEN 'completed' ELSE 'cancelled' END",
    instead: "'completed'",
  },
  {
    name: 'that a cancel beats a retry',
    statements: ['fail'],
    text: "CASE WHEN cancel_asked_at IS NOT NULL THEN 'cancelled'\n",
    instead: 'CASE\n',
  },
  {
    name: 'that a cancel beats the return of the job',
    statements: ['release', 'reclaimExpired', 'reclaimWorker', 'reclaimAll'],
    text: "WHEN cancel_asked_at IS NOT NULL THEN 'cancelled'",
    instead: '',
  },
  {
    name: 'that a job waits until it is due',
    statements: ['promoteDue', 'anyDue'],
    text: 'run_at <= @now',
    instead: '1',
  },
  {
    name: 'that only what waits or is parked is cancelled at once',
    statements: ['cancelWaiting'],
    text: " AND state IN ('pending', 'parked')",
    instead: '',
  },
  {
    name: 'that only a running job is asked to stop',
    statements: ['askCancel'],
    text: " AND state = 'processing'",
    instead: '',
  },
  {
    name: 'that only what ended or is parked is retried',
    statements: ['retry'],
    text: " AND state IN ('completed', 'failed', 'cancelled', 'parked')",
    instead: '',
  },
  {
    name: 'that only what waits is run now',
    statements: ['runNow'],
    text: " AND (waits_for = 'time' OR waits_for = 'jobs')",
    instead: '',
  },
  {
    name: 'that only what waits is edited',
    statements: ['edit'],
    text: " AND state = 'pending'",
    instead: '',
  },
  {
    name: 'that only what waits is snoozed',
    statements: ['snooze'],
    text: " AND state = 'pending'",
    instead: '',
  },
  {
    name: 'that a report which is sent twice counts once',
    statements: ['insertRow', 'insertLine'],
    text: /ON CONFLICT .* DO NOTHING/,
    instead: '',
  },
  {
    kind: 'demands',
    name: 'that running jobs close gates',
    statements: ['running'],
    text: 'WHERE place <',
    instead: 'WHERE rev < 0 AND place <',
  },
  {
    kind: 'demands',
    name: 'that flows can be paused',
    statements: ['flowRules'],
    text: 'paused = 1 OR deleted_at IS NOT NULL AS paused,',
    instead: '0 AS paused,',
  },
  {
    kind: 'demands',
    name: 'that a flow can have a limit',
    statements: ['flowRules'],
    text: 'max_running AS maxRunning',
    instead: 'NULL AS maxRunning',
  },
  {
    kind: 'demands',
    name: 'that the start of a job counts on its site',
    statements: ['siteStarted'],
    text: 'started_at = @now',
    instead: 'started_at = started_at',
  },
  {
    kind: 'demands',
    name: 'that those let through a gate are the most urgent',
    statements: ['open'],
    text: 'ORDER BY run_at - priority * 60000, id',
    instead: 'ORDER BY id DESC',
  },
  {
    kind: 'demands',
    name: 'the fence of a login that is needed',
    statements: ['needLogin'],
    text: ' AND lease_epoch = @epoch',
    instead: '',
  },
  {
    kind: 'demands',
    name: 'that a profile which needs a login holds back the jobs that look',
    statements: ['loginNeeded'],
    text: 'login_needed_at IS NOT NULL',
    instead: 'login_needed_at < 0',
  },
  {
    kind: 'demands',
    name: 'that a new state lets them look again',
    statements: ['profileKept'],
    text: ', login_needed_at = NULL',
    instead: '',
  },
  {
    kind: 'demands',
    name: 'the fence of a state that is kept',
    statements: ['profileKept'],
    text: ' AND lease_epoch = @epoch',
    instead: '',
  },
  {
    kind: 'demands',
    name: 'that a held profile is not removed',
    statements: ['removeProfile'],
    text: 'AND profile = @name',
    instead: 'AND profile IS NULL',
  },
  {
    kind: 'demands',
    name: 'that a key finds the same work',
    statements: ['keyHolders'],
    text: 'WHERE unique_key',
    instead: 'WHERE rev < 0 AND unique_key',
  },
  {
    kind: 'demands',
    name: 'that a job waits for all that it comes after',
    statements: ['freeDependent'],
    text: /AND NOT EXISTS .*/,
    instead: '',
  },
  {
    kind: 'demands',
    name: 'that an end frees what comes after it',
    statements: ['dependents'],
    text: 'WHERE after_id',
    instead: 'WHERE job_id < 0 AND after_id',
  },
  {
    kind: 'demands',
    name: 'that only what waits for others falls with them',
    statements: ['dropDependent'],
    text: " AND waits_for = 'jobs'",
    instead: '',
  },
  {
    kind: 'demands',
    name: 'that only what waits for others is freed by them',
    statements: ['freeDependent'],
    text: " AND waits_for = 'jobs'",
    instead: '',
  },
  {
    kind: 'demands',
    name: 'that what a person cancelled does not come back',
    statements: ['reviveDependent'],
    text: ' AND cancel_asked_at IS NULL',
    instead: '',
  },
  {
    kind: 'demands',
    name: 'that a job comes back only when all that it fell with do',
    statements: ['reviveDependent'],
    text: /AND NOT EXISTS .*/,
    instead: '',
  },
];

/** The statements with one guard taken away. */
export function without({ statements, text, instead }: Mutation): QueueSql {
  const names = new Set<string>(statements ?? Object.keys(SQL));
  const altered = Object.entries(SQL).map(([name, sql]) => [
    name,
    names.has(name) ? sql.replaceAll(typeof text === 'string' ? text : new RegExp(text, 'g'), instead) : sql,
  ]);
  return { ...SQL, ...Object.fromEntries(altered) };
}

function fencedAlone(...names: (keyof QueueSql)[]): Mutation[] {
  return names.map((name) => ({
    name: `the fence of ${name} alone`,
    statements: [name],
    text: ' AND lease_epoch = @epoch',
    instead: '',
  }));
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEPENDENCY_SQL, GATE_SQL } from '../../../electron/main/queue/gate-sql.ts';
import { PROFILE_SQL } from '../../../electron/main/queue/profile-sql.ts';
import { SQL } from '../../../electron/main/queue/sql.ts';
import { WISH_SQL } from '../../../electron/main/queue/wish-sql.ts';
import { type QueueBench, queueBench } from '../../support/queue-bench.ts';
import { explain } from '../../support/temp-db.ts';

let bench: QueueBench;
beforeAll(() => {
  bench = queueBench();
});
afterAll(() => bench.dispose());

/** The plan of a statement, with nothing for its values. */
function planOf(sql: string): string[] {
  const names = [...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, null]);
  return explain(bench.db, sql.replaceAll('?', 'NULL'), Object.fromEntries(names));
}

const BY_ID = 'SEARCH job USING INTEGER PRIMARY KEY (rowid=?)';
const BY_PROFILE = 'SEARCH profile USING PRIMARY KEY (name=?)';
const BY_DEPENDENCY = 'SEARCH job_dependency USING PRIMARY KEY (job_id=? AND after_id=?)';
const NONE_OPEN = ['CORRELATED SCALAR SUBQUERY 1', 'SEARCH d USING PRIMARY KEY (job_id=?)'];

/** How each statement of gates, dependencies and wishes finds its rows. */
const PLANS: Record<
  keyof typeof GATE_SQL | keyof typeof DEPENDENCY_SQL | keyof typeof WISH_SQL | keyof typeof PROFILE_SQL,
  readonly string[]
> = {
  head: ['SEARCH job USING INDEX job_place (place>?)'],
  running: ['SEARCH job USING INDEX job_place (place<?)'],
  hold: [BY_ID],
  nextWait: ['SEARCH job USING COVERING INDEX job_held (waits_for>?)'],
  open: [BY_ID, 'LIST SUBQUERY 1', 'SEARCH job USING COVERING INDEX job_held (waits_for=?)'],
  countHeld: ['SEARCH job USING COVERING INDEX job_held (waits_for>?)'],
  // Flows and sites with a rule are few, and they are read when a rule changes.
  flowRules: ['SCAN flow'],
  siteRules: ['SCAN site_rule'],
  setFlow: ['SEARCH flow USING INTEGER PRIMARY KEY (rowid=?)'],
  putSite: [],
  removeSite: ['SEARCH site_rule USING PRIMARY KEY (site=?)'],
  siteStarted: ['SEARCH site_rule USING PRIMARY KEY (site=?)'],
  anyProfile: ['SEARCH job USING INDEX job_profile (profile>?)'],
  keyHolders: ['SEARCH job USING INDEX job_key (unique_key=?)'],

  loginNeeded: [BY_PROFILE],
  markLogin: [],
  profileUsed: [],
  profileKept: [BY_ID],
  addProfile: [],
  adoptProfile: [],
  setStartUrl: [BY_PROFILE],
  removeProfile: [BY_PROFILE, 'SCALAR SUBQUERY 1', 'SEARCH job USING INDEX job_place (place<?)'],

  addDependency: [],
  stateOf: [BY_ID],
  dependents: ['SEARCH job_dependency USING INDEX job_dependent (after_id=?)'],
  settle: [BY_DEPENDENCY],
  freeDependent: [BY_ID, ...NONE_OPEN],
  dropDependent: [BY_ID],
  reviveDependent: [BY_ID, ...NONE_OPEN],
  waive: ['SEARCH job_dependency USING PRIMARY KEY (job_id=?)'],
  // It stops at the first row.
  anyDependency: ['SCAN job_dependency USING COVERING INDEX job_dependent'],

  facts: [BY_ID],
  isDeleted: ['SEARCH job_deletion USING INTEGER PRIMARY KEY (rowid=?)'],
  cancelWaiting: [BY_ID],
  askCancel: [BY_ID],
  retry: [BY_ID],
  runNow: [BY_ID],
  edit: [BY_ID],
  snooze: [BY_ID],
};

describe('the plan of', () => {
  const statements = { ...GATE_SQL, ...DEPENDENCY_SQL, ...WISH_SQL, ...PROFILE_SQL };
  it.each(Object.entries(PLANS))('%s is the expected one, and sorts nothing', (name, expected) => {
    const sql = new Map(Object.entries(statements)).get(name) ?? '';
    expect(planOf(sql)).toEqual(expected);
  });

  it('the effective attempt’s rows looks at this one job, however many there are', () => {
    const plan = planOf(SQL.recordClose);
    expect(plan).toContain('SEARCH ended_attempt USING PRIMARY KEY (job_id=?)');
    expect(plan.filter((line) => line === BY_ID)).toHaveLength(4);
  });
});

/** Tables that grow with the work. A small part of one may be scanned through an index that holds no more than it. */
const GROWING =
  /^SCAN (job|ended_attempt|job_event|job_log|job_step|result_row|job_row|checkpoint|artifact|worker|browser)\b(?! USING INDEX job_failed_rows)/;

it.each(Object.entries(SQL))('%s scans no table that grows, whatever stands in it', (_name, sql) => {
  expect(planOf(sql).filter((line) => GROWING.test(line))).toEqual([]);
});

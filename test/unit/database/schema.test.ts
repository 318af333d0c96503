import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SQL } from '../../../electron/main/queue/sql.ts';
import { type QueueBench, queueBench } from '../../support/queue-bench.ts';
import { explain } from '../../support/temp-db.ts';

const GOLDEN = new URL('../../golden/schema.sql', import.meta.url);

let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

it('is the schema that test/golden/schema.sql shows (UPDATE_GOLDEN=1 writes it anew)', () => {
  const texts = bench.db
    .prepare<[], string>(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name",
    )
    .pluck()
    .all();
  const schema = `${texts.join(';\n\n')};\n`;
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(GOLDEN, schema);
  expect(schema).toBe(readFileSync(GOLDEN, 'utf8'));
});

it('has strict tables only', () => {
  const loose = bench.db.prepare(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND type = 'table' AND name NOT LIKE 'sqlite_%'",
  );
  expect(loose.all()).toEqual([]);
});

describe('a job row', () => {
  it.each([
    ['an unknown state', "state = 'running'"],
    ['a worker before its first claim', 'worker_id = 1'],
    ['a lease without a worker', 'lease_until = 5'],
    ['processing without a lease', "state = 'processing'"],
    ['an end that has no time', "state = 'completed'"],
    ['a time of its end before the end', 'completed_at = 5'],
    ['a priority out of range', 'priority = 101'],
    ['inputs that are no JSON', "inputs = '{'"],
    ['a text where a number belongs', "attempt = 'many'"],
    ['a flow that is not there', 'flow_id = 99'],
    ['a wait after it was taken', "state = 'parked', waits_for = 'time'"],
  ])('cannot have %s', (_what, change) => {
    const id = bench.add();
    expect(() => bench.db.exec(`UPDATE job SET ${change} WHERE id = ${id}`)).toThrow(
      /constraint|cannot store/,
    );
  });
});

it('never gives the number of a removed job to another', () => {
  const first = bench.add();
  bench.db.exec(`DELETE FROM job WHERE id = ${first}`);
  expect(bench.add()).toBeGreaterThan(first);
});

it('has no place in the queue that could be set apart from state, time and priority', () => {
  const id = bench.add({ priority: 2 });
  const place = bench.db.prepare('SELECT place - run_at FROM job').pluck();
  expect(place.get()).toBe(-120_000);
  expect(() => bench.db.exec(`UPDATE job SET place = 1 WHERE id = ${id}`)).toThrow(/generated column/);
  bench.db.exec("UPDATE job SET waits_for = 'time'");
  expect(place.get()).toBe(null);
});

it('has no job whose flow is not that of its version', () => {
  const id = bench.add();
  bench.db.exec("INSERT INTO flow (id, name, created_at, updated_at) VALUES (99, 'other', 1, 1)");
  expect(() => bench.db.exec(`UPDATE job SET flow_id = 99 WHERE id = ${id}`)).toThrow(/FOREIGN KEY/);
});

describe('the plan of', () => {
  const values = {
    now: 1,
    leaseMs: 1,
    workerId: 1,
    slots: 1,
    crash: 1,
    maxCrashes: 1,
    poisonError: '{}',
    jumpMs: 1,
    lateBefore: 1,
  };
  it.each([
    ['claimOne', 'SEARCH job USING INDEX job_place (place>?)'],
    ['claimMany', 'SEARCH job USING INDEX job_place (place>?)'],
    ['anyDue', 'SEARCH job USING COVERING INDEX job_waiting (waits_for=? AND run_at<?)'],
    ['promoteDue', 'SEARCH job USING COVERING INDEX job_waiting (waits_for=? AND run_at<?)'],
    ['nextDue', 'SEARCH job USING COVERING INDEX job_waiting (waits_for=?)'],
    ['reclaimExpired', 'SEARCH job USING INDEX job_place (place<?)'],
    ['reclaimWorker', 'SEARCH job USING INDEX job_place (place<?)'],
    ['reclaimAll', 'SEARCH job USING INDEX job_place (place<?)'],
    ['runningFacts', 'SEARCH job USING INDEX job_place (place<?)'],
    ['countReady', 'SEARCH job USING INDEX job_place (place>?)'],
    ['countStopped', 'SEARCH job USING COVERING INDEX job_stopped (state=?)'],
  ] as const)('%s walks its index and sorts nothing', (name, expected) => {
    const sql = SQL[name];
    const used = Object.fromEntries(Object.entries(values).filter(([key]) => sql.includes(`@${key}`)));
    const plan = explain(bench.db, sql, used);
    expect(plan, plan.join('|')).toContain(expected);
    expect(plan.filter((line) => /TEMP B-TREE|SCAN job$/.test(line))).toEqual([]);
  });

  it.each([
    ['the list of all jobs', 'FROM job ORDER BY id DESC', 'SCAN job'],
    [
      'the list of failed jobs',
      "FROM job INDEXED BY job_stopped WHERE state = 'failed' ORDER BY id DESC",
      'SEARCH job USING COVERING INDEX job_stopped (state=?)',
    ],
    [
      'the last log lines',
      'FROM job_log WHERE job_id = 1 ORDER BY epoch DESC, seq DESC',
      'SEARCH job_log USING PRIMARY KEY (job_id=?)',
    ],
    [
      'the rows of a dataset',
      "FROM result_row WHERE job_id = 1 AND epoch = 1 AND dataset = 'a' ORDER BY seq",
      'SEARCH result_row USING PRIMARY KEY (job_id=? AND epoch=? AND dataset=?)',
    ],
  ])('%s sorts nothing', (_what, from, expected) => {
    expect(explain(bench.db, `SELECT 1 ${from} LIMIT 5`)).toEqual([expected]);
  });
});

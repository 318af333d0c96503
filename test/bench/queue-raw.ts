import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Contender, LogContender } from './queue-contender.ts';

/**
 * The upper bound: the least that a durable queue on better-sqlite3 can do, written by hand. One table, one partial index, a
 * claim and an end in one statement each; no fence, no attempts, no history, no constraints.
 */
const SCHEMA = `
  CREATE TABLE job (
    id        INTEGER PRIMARY KEY,
    state     TEXT    NOT NULL DEFAULT 'pending',
    priority  INTEGER NOT NULL,
    run_at    INTEGER NOT NULL,
    worker    INTEGER,
    payload   TEXT    NOT NULL,
    result    TEXT,
    done_at   INTEGER
  ) STRICT;
  CREATE INDEX job_claim ON job (priority DESC, run_at, id) WHERE state = 'pending';
`;

/** Opens the raw bound in `folder`, with the same durability as the product. */
export function openRaw(folder: string): Contender {
  const db = new Database(join(folder, 'raw.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('cache_size = -16384');
  db.exec(SCHEMA);
  const insert = db.prepare<[number, number, string]>(
    'INSERT INTO job (priority, run_at, payload) VALUES (?, ?, ?)',
  );
  const claim = db.prepare<[number, number], { id: number }>(`
    UPDATE job SET state = 'processing', worker = ?
     WHERE id = (SELECT id FROM job WHERE state = 'pending' AND run_at <= ?
                  ORDER BY priority DESC, run_at, id LIMIT 1)
    RETURNING *`);
  const complete = db.prepare<[string, number, number]>(
    "UPDATE job SET state = 'completed', result = ?, done_at = ? WHERE id = ?",
  );
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const claimId = (): number => {
    const job = claim.get(1, Date.now());
    if (job === undefined) throw new Error('the raw queue is empty');
    return job.id;
  };
  const end = (id: number): void => {
    complete.run('{}', Date.now(), id);
  };
  const together = (act: () => void): void => {
    begin.run();
    act();
    commit.run();
  };
  return {
    enqueue(jobs) {
      together(() => {
        for (const { priority, runAt, inputs } of jobs) insert.run(priority, runAt, JSON.stringify(inputs));
      });
    },
    claim() {
      const id = claimId();
      return () => end(id);
    },
    batch(size) {
      let ids: number[] = [];
      together(() => {
        ids = Array.from({ length: size }, claimId);
      });
      together(() => ids.forEach(end));
    },
    close: () => db.close(),
  };
}

/** The raw bound of a log: lines clustered by job, one prepared insert, a transaction a batch. */
export function openRawLog(folder: string): LogContender {
  const db = new Database(join(folder, 'raw-log.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('cache_size = -16384');
  db.exec(`
    CREATE TABLE line (
      job INTEGER, seq INTEGER, at INTEGER, level TEXT, message TEXT, metadata TEXT, PRIMARY KEY (job, seq)
    ) STRICT, WITHOUT ROWID`);
  const insert = db.prepare<unknown[]>('INSERT INTO line VALUES (?, ?, ?, ?, ?, ?)');
  const last = db.prepare<[number]>('SELECT * FROM line WHERE job = ? ORDER BY seq DESC LIMIT 500');
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  return {
    append(job, lines) {
      begin.run();
      for (const { seq, at, level, message, metadata } of lines)
        insert.run(job, seq, at, level, message, metadata);
      commit.run();
    },
    lastLines: (job) => last.all(job).length,
    close: () => db.close(),
  };
}

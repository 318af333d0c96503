import type { Clock } from '../../../shared/clock.ts';
import type { WorkerId } from '../../../shared/ids.ts';
import type { WritableDb } from '../../database/open.ts';

/** A browser that was allowed to start and was not seen closing. */
export interface OpenBrowser {
  readonly token: string;
  readonly workerId: WorkerId;
  /** Null until the launch was reported: the browser may run all the same. */
  readonly pid: number | null;
  readonly profileDir: string;
  readonly startedAt: number;
}

const COLUMNS = 'token, worker_id AS workerId, pid, profile_dir AS profileDir, started_at AS startedAt';

/**
 * Every browser is written down before it starts, under a token that stands on its command line.
 * So after any crash it is known which processes are ours.
 */
export class BrowserLedger {
  readonly #clock: Clock;
  readonly #statements: ReturnType<typeof compile>;

  constructor(db: WritableDb, clock: Clock) {
    this.#clock = clock;
    this.#statements = compile(db);
  }

  /** A browser is about to start. Sent twice it counts once. */
  starting(token: string, workerId: WorkerId, profileDir: string): void {
    this.#statements.starting.run(token, workerId, profileDir, this.#clock.now());
  }

  /** The browser runs as process `pid`. */
  started(token: string, pid: number): void {
    this.#statements.started.run(pid, token);
  }

  /** The browser is gone; a second call changes nothing. */
  closed(token: string): void {
    this.#statements.closed.run(this.#clock.now(), token);
  }

  /** Every browser that may be alive. */
  openOnes(): OpenBrowser[] {
    return this.#statements.open.all();
  }

  /** Every browser of one worker that may be alive. */
  ofWorker(workerId: WorkerId): OpenBrowser[] {
    return this.#statements.ofWorker.all(workerId);
  }
}

function compile(db: WritableDb) {
  return {
    starting: db.prepare<[string, WorkerId, string, number]>(
      `INSERT INTO browser (token, worker_id, profile_dir, started_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (token) DO NOTHING`,
    ),
    started: db.prepare<[number, string]>('UPDATE browser SET pid = ? WHERE token = ?'),
    // guard: open; the first end stays.
    closed: db.prepare<[number, string]>(
      'UPDATE browser SET closed_at = ? WHERE token = ? AND closed_at IS NULL',
    ),
    open: db.prepare<[], OpenBrowser>(
      `SELECT ${COLUMNS} FROM browser WHERE closed_at IS NULL ORDER BY started_at, token`,
    ),
    ofWorker: db.prepare<[WorkerId], OpenBrowser>(
      `SELECT ${COLUMNS} FROM browser WHERE worker_id = ? AND closed_at IS NULL ORDER BY started_at, token`,
    ),
  };
}

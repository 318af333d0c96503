import type { Clock } from '../../../shared/clock.ts';
import { WorkerId } from '../../../shared/ids.ts';
import type { WorkerLife } from '../../../shared/job/pool.ts';
import type { WritableDb } from '../../database/open.ts';
import { type NewSample, WorkerSamples } from './worker-samples.ts';

type WorkerState = WorkerLife['state'];

/** What a worker did since its start. */
export interface WorkerTotals {
  readonly jobsDone: number;
  readonly jobsFailed: number;
}

const COLUMNS = `
  id, slot, pid, state, started_at AS startedAt, beat_at AS beatAt, ended_at AS endedAt, end_reason AS endReason,
  jobs_done AS jobsDone, jobs_failed AS jobsFailed`;

/** The lives of the workers: one row from the start of a process to its end. A new process is a new worker. */
export class WorkerRegistry {
  readonly #clock: Clock;
  readonly #statements: ReturnType<typeof compile>;
  readonly #samples: WorkerSamples;

  constructor(db: WritableDb, clock: Clock) {
    this.#clock = clock;
    this.#statements = compile(db);
    this.#samples = new WorkerSamples(db, clock);
  }

  /** A worker process began. Gives the number that its leases carry. */
  register(slot: number, pid: number | null): WorkerId {
    const { lastInsertRowid } = this.#statements.register.run(slot, pid, this.#clock.now());
    return WorkerId.parse(Number(lastInsertRowid));
  }

  /** A sign of life. False = that worker is offline already. */
  beat(id: WorkerId, state: Exclude<WorkerState, 'offline'>, totals?: WorkerTotals): boolean {
    const { jobsDone, jobsFailed } = totals ?? { jobsDone: null, jobsFailed: null };
    return this.#statements.beat.run(this.#clock.now(), state, jobsDone, jobsFailed, id).changes === 1;
  }

  /** Keeps what a worker needed of the machine, as of now. */
  sample(sample: NewSample): void {
    this.#samples.add(sample);
  }

  /** Sets what the worker is doing, without a sign of life. False = it is offline already. */
  setState(id: WorkerId, state: Exclude<WorkerState, 'offline'>): boolean {
    return this.#statements.setState.run(state, id).changes === 1;
  }

  /** The process is gone. A second call changes nothing: the first reason stays. */
  ended(id: WorkerId, reason: string, totals?: WorkerTotals): boolean {
    const { jobsDone, jobsFailed } = totals ?? { jobsDone: null, jobsFailed: null };
    return this.#statements.ended.run(this.#clock.now(), reason, jobsDone, jobsFailed, id).changes === 1;
  }

  /** At the start of the app: whoever is still written down as running is gone. Gives how many there were. */
  markAllOffline(reason = 'the app was restarted'): number {
    return this.#statements.allOffline.run(this.#clock.now(), reason).changes;
  }

  /** The workers that run now, by slot. */
  list(): WorkerLife[] {
    return this.#statements.online.all();
  }

  /** The last lives, newest first. */
  history(limit: number): WorkerLife[] {
    return this.#statements.history.all(limit);
  }
}

function compile(db: WritableDb) {
  return {
    register: db.prepare<[number, number | null, number]>(
      "INSERT INTO worker (slot, pid, state, started_at) VALUES (?, ?, 'starting', ?)",
    ),
    // guard: online; a beat that arrives after the end does not revive a worker.
    beat: db.prepare<[number, WorkerState, number | null, number | null, WorkerId]>(
      `UPDATE worker SET beat_at = ?, state = ?, jobs_done = coalesce(?, jobs_done), jobs_failed = coalesce(?, jobs_failed)
        WHERE id = ? AND ended_at IS NULL`,
    ),
    setState: db.prepare<[WorkerState, WorkerId]>(
      'UPDATE worker SET state = ? WHERE id = ? AND ended_at IS NULL',
    ),
    ended: db.prepare<[number, string, number | null, number | null, WorkerId]>(
      `UPDATE worker SET state = 'offline', ended_at = ?, end_reason = ?,
              jobs_done = coalesce(?, jobs_done), jobs_failed = coalesce(?, jobs_failed)
        WHERE id = ? AND ended_at IS NULL`,
    ),
    allOffline: db.prepare<[number, string]>(
      "UPDATE worker SET state = 'offline', ended_at = ?, end_reason = ? WHERE ended_at IS NULL",
    ),
    online: db.prepare<[], WorkerLife>(
      `SELECT ${COLUMNS} FROM worker WHERE ended_at IS NULL ORDER BY slot, id`,
    ),
    history: db.prepare<[number], WorkerLife>(`SELECT ${COLUMNS} FROM worker ORDER BY id DESC LIMIT ?`),
  };
}

import { createHash } from 'node:crypto';
import type { Clock } from '../../../shared/clock.ts';
import type { Flow } from '../../../shared/flow/schema.ts';
import { FlowId, type JobId } from '../../../shared/ids.ts';
import { TrialRun } from '../../../shared/live/trial.ts';
import type { WritableDb } from '../../database/open.ts';

/** A draft as a job can run it. */
export interface KeptDraft {
  /** The app's own flow whose versions drafts are. */
  readonly flowId: FlowId;
  readonly versionId: number;
}

/** What is known of a trial beside its job. */
export interface TrialFacts {
  /** The flow whose draft it runs; null = it was never saved. */
  readonly flowId: FlowId | null;
  /** What runs first. */
  readonly run: TrialRun;
}

const HOME = 'Trial runs';
/** Trials are for the moment: so many are kept, and so long. */
const KEPT = 100;
const KEPT_MS = 3 * 24 * 3_600_000;
/** So many are removed at one start of the app. */
const REMOVED_AT_ONCE = 50;

/** Where drafts stand while trials run them: versions of a flow of the app itself, which are used again when their trial is gone. */
export class TrialStore {
  readonly #clock: Clock;
  readonly #statements: ReturnType<typeof compile>;
  readonly #keep: (flow: Flow) => KeptDraft;
  readonly #sweep: (before: number) => JobId[];

  constructor(db: WritableDb, clock: Clock) {
    this.#clock = clock;
    this.#statements = compile(db);
    this.#keep = db.transaction((flow: Flow) => this.#keepNow(flow)).immediate;
    this.#sweep = db.transaction((before: number) => this.#sweepNow(before)).immediate;
  }

  /** Writes a draft down for one trial. */
  keep(flow: Flow): KeptDraft {
    return this.#keep(flow);
  }

  /** What is known of a job as a trial; null = it is none. */
  facts(jobId: JobId): TrialFacts | null {
    const row = this.#statements.facts.get(jobId);
    return row === undefined ? null : { flowId: row.flow_id, run: TrialRun.parse(JSON.parse(row.run)) };
  }

  /** Trials that have not ended. */
  open(): JobId[] {
    return this.#statements.open.all();
  }

  /** Content of a version of any flow. */
  contentOf(versionId: number): unknown {
    const content = this.#statements.content.get(versionId);
    return content === undefined ? null : JSON.parse(content);
  }

  /**
   * Removes old trials with everything that they brought. Only at the start of the app, before anything counts jobs or knows versions.
   * @returns the jobs whose files are to go too
   */
  sweep(): JobId[] {
    return this.#sweep(this.#clock.now() - KEPT_MS);
  }

  #sweepNow(before: number): JobId[] {
    const { old, remove, forgetHealth, home } = this.#statements;
    const ids = old.all({ before, kept: KEPT, most: REMOVED_AT_ONCE });
    for (const id of ids) remove.run(id);
    const homeId = home.get();
    if (homeId !== undefined) forgetHealth.run(homeId);
    return ids;
  }

  #keepNow(flow: Flow): KeptDraft {
    const flowId = this.#home();
    const content = JSON.stringify(flow);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const now = this.#clock.now();
    const free = this.#statements.free.get(flowId);
    if (free !== undefined) {
      this.#statements.replace.run(flow.name, sha256, now, content, free);
      return { flowId, versionId: free };
    }
    const { lastInsertRowid } = this.#statements.add.run(flowId, flowId, flow.name, sha256, now, content);
    return { flowId, versionId: Number(lastInsertRowid) };
  }

  /** A person may have a flow of that name: then it has another one. */
  #home(): FlowId {
    const { home, isTaken, addHome } = this.#statements;
    const known = home.get();
    if (known !== undefined) return known;
    let name = HOME;
    for (let number = 2; isTaken.get(name) !== undefined; number++) name = `${HOME} (${number})`;
    const now = this.#clock.now();
    return FlowId.parse(Number(addHome.run(name, now, now).lastInsertRowid));
  }
}

function compile(db: WritableDb) {
  return {
    home: db
      .prepare<[], FlowId>(
        `SELECT id FROM flow WHERE is_builtin = 1 AND (name = '${HOME}' OR name LIKE '${HOME} (%)') ORDER BY id`,
      )
      .pluck(),
    isTaken: db.prepare<[string], number>('SELECT 1 FROM flow WHERE name = ?').pluck(),
    addHome: db.prepare<[string, number, number]>(
      'INSERT INTO flow (name, is_builtin, created_at, updated_at) VALUES (?, 1, ?, ?)',
    ),
    free: db
      .prepare<[FlowId], number>(
        `SELECT v.id FROM flow_version v
          WHERE v.flow_id = ? AND NOT EXISTS (SELECT 1 FROM trial_job t WHERE t.version_id = v.id) LIMIT 1`,
      )
      .pluck(),
    replace: db.prepare<[string, string, number, string, number]>(
      'UPDATE flow_version SET name = ?, sha256 = ?, created_at = ?, content = ? WHERE id = ?',
    ),
    add: db.prepare<[FlowId, FlowId, string, string, number, string]>(
      `INSERT INTO flow_version (flow_id, version, name, sha256, created_at, content)
       VALUES (?, (SELECT coalesce(max(version), 0) + 1 FROM flow_version WHERE flow_id = ?), ?, ?, ?, ?)`,
    ),
    facts: db.prepare<[JobId], { flow_id: FlowId | null; run: string }>(
      'SELECT flow_id, run FROM trial_job WHERE job_id = ?',
    ),
    open: db
      .prepare<[], JobId>(
        `SELECT t.job_id FROM trial_job t JOIN job j ON j.id = t.job_id WHERE j.completed_at IS NULL`,
      )
      .pluck(),
    content: db.prepare<[number], string>('SELECT content FROM flow_version WHERE id = ?').pluck(),
    old: db
      .prepare<[{ before: number; kept: number; most: number }], JobId>(
        `SELECT t.job_id FROM trial_job t JOIN job j ON j.id = t.job_id
          WHERE j.completed_at IS NOT NULL
            AND (j.completed_at < @before
                 OR t.job_id <= (SELECT job_id FROM trial_job ORDER BY job_id DESC LIMIT 1 OFFSET @kept))
          ORDER BY t.job_id LIMIT @most`,
      )
      .pluck(),
    remove: db.prepare<[JobId]>('DELETE FROM job WHERE id = ?'),
    forgetHealth: db.prepare<[FlowId]>('DELETE FROM candidate_health WHERE flow_id = ?'),
  };
}

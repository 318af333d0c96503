import type { Clock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { FlowId } from '../../../shared/ids.ts';
import type { WritableDb } from '../../database/open.ts';

interface TrashRow {
  readonly name: string;
  readonly is_example: number;
  readonly deleted_at: number | null;
}

/** Moves flows to the trash and out of it, and removes them for good from there. Whoever calls it tells the queue's gates. */
export class FlowTrash {
  readonly #clock: Clock;
  readonly #statements: ReturnType<typeof compile>;
  readonly #remove: (id: FlowId) => void;

  constructor(db: WritableDb, clock: Clock) {
    this.#clock = clock;
    this.#statements = compile(db);
    const remove = db.transaction((id: FlowId) => this.#removeNow(id));
    this.#remove = (id) => remove.immediate(id);
  }

  /** One that is there already stays. @throws AppError 'not_found' */
  put(id: FlowId): void {
    this.#find(id);
    this.#statements.put.run(this.#clock.now(), id);
  }

  /** One that is not there stays as it is. @throws AppError 'not_found' */
  restore(id: FlowId): void {
    this.#find(id);
    this.#statements.restore.run(id);
  }

  /**
   * Removes a flow in the trash for good, with its draft. While jobs of it are there its versions stay with them.
   * @throws AppError 'not_found'; 'conflict' when it is not in the trash, and for the app's own examples
   */
  remove(id: FlowId): void {
    this.#remove(id);
  }

  #removeNow(id: FlowId): void {
    const { name, is_example: isExample, deleted_at: deletedAt } = this.#find(id);
    if (deletedAt === null) throw new AppError('conflict', `Move the flow “${name}” to the trash first.`);
    if (isExample === 1) {
      throw new AppError('conflict', `“${name}” comes with the app and stays in the trash.`);
    }
    this.#statements.removeDraft.run(id);
    // Jobs of other flows that called this one need its versions too; which ones do is known to each job alone.
    const isNeeded =
      this.#statements.anyJob.get(id) !== undefined || this.#statements.anyCaller.get(id, name) !== undefined;
    if (isNeeded) this.#statements.hide.run(this.#clock.now(), id);
    else this.#statements.remove.run(id);
  }

  #find(id: FlowId): TrashRow {
    const found = this.#statements.find.get(id);
    if (found === undefined) throw new AppError('not_found', `There is no flow with the number ${id}.`);
    return found;
  }
}

function compile(db: WritableDb) {
  return {
    find: db.prepare<[FlowId], TrashRow>(
      'SELECT name, is_example, deleted_at FROM flow WHERE id = ? AND is_builtin = 0 AND removed_at IS NULL',
    ),
    put: db.prepare<[number, FlowId]>('UPDATE flow SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL'),
    restore: db.prepare<[FlowId]>('UPDATE flow SET deleted_at = NULL WHERE id = ?'),
    removeDraft: db.prepare<[FlowId]>('DELETE FROM draft WHERE flow_id = ?'),
    anyJob: db.prepare<[FlowId], unknown>('SELECT 1 FROM job INDEXED BY job_flow WHERE flow_id = ? LIMIT 1'),
    // Any version of another flow that says its name somewhere beside a call: more than needed, never less.
    anyCaller: db.prepare<[FlowId, string], unknown>(
      `SELECT 1 FROM flow_version
        WHERE flow_id <> ? AND instr(content, '"callFlow"') > 0 AND instr(content, json_quote(?)) > 0 LIMIT 1`,
    ),
    hide: db.prepare<[number, FlowId]>('UPDATE flow SET removed_at = ? WHERE id = ?'),
    remove: db.prepare<[FlowId]>('DELETE FROM flow WHERE id = ?'),
  };
}

import type { Clock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { FlowId } from '../../../shared/ids.ts';
import { type Draft, DraftId, type NewFlowDraft } from '../../../shared/ipc/flow-calls.ts';
import type { WritableDb } from '../../database/open.ts';
import { readDraftText } from './draft-text.ts';

/** So many new flows may be begun and not published. */
const MOST_NEW = 200;

/** A text to keep; see `drafts.put`. */
export interface DraftWish {
  readonly id: DraftId | null;
  readonly flowId: FlowId | null;
  readonly baseVersion: number | null;
  readonly text: string;
}

interface DraftRow {
  readonly id: DraftId;
  readonly flow_id: FlowId | null;
  readonly base_version: number | null;
  readonly text: string;
  readonly saved_at: number;
}

/** What was written and not published: one draft a flow, and drafts of flows that were never published. */
export class DraftStore {
  readonly #clock: Clock;
  readonly #statements: ReturnType<typeof compile>;

  constructor(db: WritableDb, clock: Clock) {
    this.#clock = clock;
    this.#statements = compile(db);
  }

  ofFlow(flowId: FlowId): Draft | null {
    return toDraft(this.#statements.ofFlow.get(flowId));
  }

  get(id: DraftId): Draft | null {
    return toDraft(this.#statements.byId.get(id));
  }

  /** Drafts of flows that were never published, newest first. */
  ofNewFlows(): NewFlowDraft[] {
    return this.#statements.ofNewFlows.all();
  }

  /** The flows that have a draft, with when it was saved. */
  ofFlows(): { flowId: FlowId; savedAt: number }[] {
    return this.#statements.ofFlows.all();
  }

  /**
   * Keeps a text in place of the one before, without the defaults of secret inputs.
   * @throws AppError 'not_found' when the draft was published or discarded meanwhile; 'conflict' for too many of them
   */
  put({ id, flowId, baseVersion, text: typed }: DraftWish): { id: DraftId; savedAt: number } {
    const savedAt = this.#clock.now();
    const { text, name } = readDraftText(typed);
    if (id !== null) {
      const { changes } = this.#statements.change.run({ id, baseVersion, text, name, savedAt });
      if (changes === 0) {
        throw new AppError('not_found', 'This draft is not there any more: it was published or discarded.');
      }
      return { id, savedAt };
    }
    if (flowId === null && this.#statements.countNew.get() === MOST_NEW) {
      throw new AppError(
        'conflict',
        `There are ${MOST_NEW} drafts of new flows: discard some of them first.`,
      );
    }
    const put = this.#statements.put.get({ flowId, baseVersion, text, name, savedAt });
    return { id: DraftId.parse(put), savedAt };
  }

  /** Removes a draft; none there is fine. */
  discard(id: DraftId): void {
    this.#statements.discard.run(id);
  }
}

const COLUMNS = 'id, flow_id, base_version, text, saved_at';

function compile(db: WritableDb) {
  return {
    ofFlow: db.prepare<[FlowId], DraftRow>(`SELECT ${COLUMNS} FROM draft WHERE flow_id = ?`),
    byId: db.prepare<[DraftId], DraftRow>(`SELECT ${COLUMNS} FROM draft WHERE id = ?`),
    ofNewFlows: db.prepare<[], NewFlowDraft>(
      'SELECT id, name, saved_at AS savedAt FROM draft WHERE flow_id IS NULL ORDER BY saved_at DESC, id DESC',
    ),
    ofFlows: db.prepare<[], { flowId: FlowId; savedAt: number }>(
      'SELECT flow_id AS flowId, saved_at AS savedAt FROM draft WHERE flow_id IS NOT NULL',
    ),
    countNew: db.prepare<[], number>('SELECT count(*) FROM draft WHERE flow_id IS NULL').pluck(),
    change: db.prepare<object>(
      `UPDATE draft SET base_version = @baseVersion, text = @text, name = @name, saved_at = @savedAt WHERE id = @id`,
    ),
    put: db
      .prepare<object, number>(
        `INSERT INTO draft (flow_id, base_version, name, text, saved_at)
         VALUES (@flowId, @baseVersion, @name, @text, @savedAt)
         ON CONFLICT (flow_id) DO UPDATE
           SET base_version = excluded.base_version, name = excluded.name, text = excluded.text, saved_at = excluded.saved_at
         RETURNING id`,
      )
      .pluck(),
    discard: db.prepare<[DraftId]>('DELETE FROM draft WHERE id = ?'),
  };
}

function toDraft(row: DraftRow | undefined): Draft | null {
  if (row === undefined) return null;
  const { id, flow_id: flowId, base_version: baseVersion, text, saved_at: savedAt } = row;
  return { id, flowId, baseVersion, text, savedAt };
}

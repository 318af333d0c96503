import { AppError } from '../../../shared/errors.ts';
import type { FlowId } from '../../../shared/ids.ts';
import type { FlowVersion } from '../../../shared/ipc/flow-calls.ts';
import type { WritableDb } from '../../database/open.ts';
import { textOf } from './flow-store.ts';

/** So many versions are listed, the newest ones. */
const MOST_LISTED = 500;

const COLUMNS = `version, created_at AS savedAt, name, coalesce(json_array_length(content, '$.steps'), 0) AS stepCount`;

/** The versions of saved flows, to look at. */
export class FlowVersions {
  readonly #list: ReturnType<typeof compile>['list'];
  readonly #one: ReturnType<typeof compile>['one'];

  constructor(db: WritableDb) {
    const { list, one } = compile(db);
    this.#list = list;
    this.#one = one;
  }

  /** Newest first; of a flow with very many the newest 500. */
  list(id: FlowId): FlowVersion[] {
    return this.#list.all(id, MOST_LISTED);
  }

  /** One version with its text, as it was saved. @throws AppError 'not_found' */
  get(id: FlowId, version: number): { version: FlowVersion; text: string } {
    const found = this.#one.get(id, version);
    if (found === undefined) {
      throw new AppError('not_found', `The flow with the number ${id} has no version ${version}.`);
    }
    const { content, ...known } = found;
    return { version: known, text: textOf(content) };
  }
}

function compile(db: WritableDb) {
  return {
    list: db.prepare<[FlowId, number], FlowVersion>(
      `SELECT ${COLUMNS} FROM flow_version WHERE flow_id = ? ORDER BY version DESC LIMIT ?`,
    ),
    one: db.prepare<[FlowId, number], FlowVersion & { readonly content: string }>(
      `SELECT ${COLUMNS}, content FROM flow_version WHERE flow_id = ? AND version = ?`,
    ),
  };
}

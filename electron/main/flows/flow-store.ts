import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { InputSpec } from '../../../shared/flow/input.ts';
import { parseFlow } from '../../../shared/flow/parse.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import { FlowId } from '../../../shared/ids.ts';
import type { WritableDb } from '../../database/open.ts';
import { type FlowRow, toFlowSummary } from '../../database/rows.ts';
import type { FlowsByName, FoundFlow } from './called-flows.ts';

/** What the store needs of a parsed flow; the rest is kept as it is. */
export interface StorableFlow {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputs?: Readonly<Record<string, InputSpec>> | undefined;
  readonly browser?: { readonly headless?: boolean | undefined } | undefined;
  readonly steps: readonly unknown[];
}

/** Where a flow comes from; none of it = a person's own. */
export interface FlowKind {
  readonly isExample?: boolean;
  /** Of the app itself: it is listed nowhere, and its name is taken. */
  readonly isBuiltin?: boolean;
}

/** A flow as it is saved. */
export interface SavedFlow {
  readonly summary: FlowSummary;
  /** Number of the saved version: what a job runs. */
  readonly versionId: number;
}

const Stored = z.looseObject({
  name: z.string(),
  description: z.string().optional(),
  inputs: z.record(z.string(), InputSpec).optional(),
  browser: z.looseObject({ headless: z.boolean().optional() }).optional(),
  steps: z.array(z.unknown()),
});

type StoredRow = FlowRow & {
  readonly version_id: number;
  readonly sha256: string;
  readonly deleted_at: number | null;
};

const NEWEST = `
  SELECT f.id, f.name, f.is_example, f.paused, f.max_running, f.tags, f.deleted_at,
         f.created_at, f.updated_at, v.version, v.content, v.id AS version_id, v.sha256
    FROM flow f JOIN flow_version v ON v.flow_id = f.id
   WHERE v.version = (SELECT max(version) FROM flow_version WHERE flow_id = f.id) AND f.removed_at IS NULL`;

/** What lists and calls by name see. */
const LISTED = 'is_builtin = 0 AND deleted_at IS NULL AND removed_at IS NULL';

/** Saved flows and their versions. A version never changes: a job runs what was saved when it was queued. */
export class FlowStore implements FlowsByName {
  readonly #clock: Clock;
  readonly #statements: ReturnType<typeof compile>;
  readonly #save: (flow: StorableFlow, kind: FlowKind) => SavedFlow;
  readonly #saveAs: (id: FlowId, flow: StorableFlow) => SavedFlow;

  constructor(db: WritableDb, clock: Clock) {
    this.#clock = clock;
    this.#statements = compile(db);
    const save = db.transaction((flow: StorableFlow, kind: FlowKind) => this.#saveNow(flow, kind));
    this.#save = (flow, kind) => save.immediate(flow, kind);
    const saveAs = db.transaction((id: FlowId, flow: StorableFlow) => this.#saveAsNow(id, flow));
    this.#saveAs = (id, flow) => saveAs.immediate(id, flow);
  }

  /**
   * Saves a flow under its name; the same content again is the same version, other content is the next one.
   * An example that any version holds already stays as a person made it since.
   * @throws AppError 'conflict' for a name that a flow of the app itself or one in the trash has
   */
  save(flow: StorableFlow, kind: FlowKind = {}): SavedFlow {
    return this.#save(flow, kind);
  }

  /**
   * Saves a flow as the next version of the one with this number; a new name is its name from then on.
   * @throws AppError 'not_found'; 'conflict' for a flow in the trash, and for a name that another flow has
   */
  saveAs(id: FlowId, flow: StorableFlow): SavedFlow {
    return this.#saveAs(id, flow);
  }

  /** Why no new flow can have this name, as one sentence; null = it is free. @param but the flow that may have it */
  nameTaken(name: string, but: FlowId | null = null): string | null {
    const known = this.#statements.named.get(name);
    if (known === undefined || known.id === but) return null;
    if (known.is_builtin === 1)
      return `“${name}” is the name of a flow of the app itself: choose another one.`;
    if (known.deleted_at !== null) {
      return `“${name}” is the name of a flow in the trash: restore that one, remove it for good, or choose another name.`;
    }
    return `There is a flow “${name}” already: choose another name.`;
  }

  /** Every flow in its newest version, by name, but for those of the app itself and those in the trash. */
  list(): FlowSummary[] {
    return this.#statements.list.all().map((row) => summaryOf(row));
  }

  /** The flows in the trash, with when each went there; those that went there last come first. */
  trashed(): { flow: FlowSummary; deletedAt: number }[] {
    return this.#statements.trashed
      .all()
      .map((row) => ({ flow: summaryOf(row), deletedAt: row.deleted_at ?? 0 }));
  }

  /** The newest version of a flow as it can be saved again, whether it is right by now or not. @throws AppError 'not_found' */
  storable(id: FlowId): StorableFlow {
    return Stored.parse(JSON.parse(this.#newest(id).content));
  }

  /** Puts these tags on a flow in place of those before. @throws AppError 'not_found' */
  setTags(id: FlowId, tags: readonly string[]): FlowSummary {
    this.#newest(id);
    this.#statements.setTags.run(JSON.stringify([...new Set(tags)]), id);
    return summaryOf(this.#newest(id));
  }

  /** The newest version of a flow with its text. @throws AppError 'not_found' */
  get(id: FlowId): SavedFlow & { readonly text: string; readonly isTrashed: boolean } {
    const row = this.#newest(id);
    return {
      summary: summaryOf(row),
      versionId: row.version_id,
      text: textOf(row.content),
      isTrashed: row.deleted_at !== null,
    };
  }

  /** The content of one version of a flow. @throws AppError 'not_found' */
  content(id: FlowId, version: number): unknown {
    const content = this.#statements.content.get(id, version);
    if (content !== undefined) return JSON.parse(content);
    throw new AppError('not_found', `The flow with the number ${id} has no version ${version}.`);
  }

  /** The number of the newest version of a flow. @throws AppError 'not_found' */
  latestVersion(id: FlowId): number {
    return this.#newest(id).version_id;
  }

  /** The newest version of the flow with this name; its `flow` is null when it is not right any more. */
  find(name: string): FoundFlow | undefined {
    const id = this.#statements.byName.get(name);
    if (id === undefined) return undefined;
    const { version_id: versionId, content } = this.#newest(id);
    const parsed = parseFlow(JSON.parse(content));
    return { versionId, flow: parsed.ok ? parsed.flow : null };
  }

  names(): string[] {
    return this.#statements.names.all();
  }

  #newest(id: FlowId): StoredRow {
    const row = this.#statements.newest.get(id);
    if (row === undefined) throw new AppError('not_found', `There is no flow with the number ${id}.`);
    return row;
  }

  #saveNow(flow: StorableFlow, kind: FlowKind): SavedFlow {
    const now = this.#clock.now();
    const content = JSON.stringify(flow);
    const sha256 = hashOf(content);
    const id = this.#flowNamed(flow.name, kind, now);
    if (kind.isExample === true && this.#statements.hasContent.get(id, sha256) !== undefined) {
      return this.#savedNow(id);
    }
    return this.#addVersion(id, flow.name, content, sha256, now);
  }

  #saveAsNow(id: FlowId, flow: StorableFlow): SavedFlow {
    const { name, deleted_at: deletedAt } = this.#newest(id);
    if (deletedAt !== null) throw new AppError('conflict', inTrash(name));
    const taken = this.nameTaken(flow.name, id);
    if (taken !== null) throw new AppError('conflict', taken);
    const now = this.#clock.now();
    if (flow.name !== name) this.#statements.rename.run(flow.name, id);
    const content = JSON.stringify(flow);
    return this.#addVersion(id, flow.name, content, hashOf(content), now);
  }

  #addVersion(id: FlowId, name: string, content: string, sha256: string, now: number): SavedFlow {
    const newest = this.#statements.newest.get(id);
    if (newest?.sha256 !== sha256) {
      this.#statements.addVersion.run(id, (newest?.version ?? 0) + 1, name, sha256, now, content);
      this.#statements.touch.run(now, id);
    }
    return this.#savedNow(id);
  }

  #savedNow(id: FlowId): SavedFlow {
    const saved = this.#newest(id);
    return { summary: summaryOf(saved), versionId: saved.version_id };
  }

  #flowNamed(name: string, { isExample = false, isBuiltin = false }: FlowKind, now: number): FlowId {
    const known = this.#statements.named.get(name);
    const isMeant = known?.is_builtin === 1 ? isBuiltin : known?.deleted_at === null || isExample;
    if (known !== undefined && isMeant) return known.id;
    const taken = this.nameTaken(name);
    if (taken !== null) throw new AppError('conflict', taken);
    const { lastInsertRowid } = this.#statements.add.run(
      name,
      isExample ? 1 : 0,
      isBuiltin ? 1 : 0,
      now,
      now,
    );
    return FlowId.parse(Number(lastInsertRowid));
  }
}

function compile(db: WritableDb) {
  return {
    list: db.prepare<[], StoredRow>(
      `${NEWEST} AND f.is_builtin = 0 AND f.deleted_at IS NULL ORDER BY f.name COLLATE NOCASE, f.id`,
    ),
    trashed: db.prepare<[], StoredRow>(
      `${NEWEST} AND f.deleted_at IS NOT NULL ORDER BY f.deleted_at DESC, f.id DESC`,
    ),
    setTags: db.prepare<[string, FlowId]>('UPDATE flow SET tags = ? WHERE id = ?'),
    newest: db.prepare<[FlowId], StoredRow>(`${NEWEST} AND f.id = ?`),
    byName: db.prepare<[string], FlowId>(`SELECT id FROM flow WHERE name = ? AND ${LISTED}`).pluck(),
    named: db.prepare<[string], { id: FlowId; is_builtin: number; deleted_at: number | null }>(
      'SELECT id, is_builtin, deleted_at FROM flow WHERE name = ? AND removed_at IS NULL',
    ),
    names: db.prepare<[], string>(`SELECT name FROM flow WHERE ${LISTED} ORDER BY name`).pluck(),
    hasContent: db.prepare<[FlowId, string], unknown>(
      'SELECT 1 FROM flow_version WHERE flow_id = ? AND sha256 = ?',
    ),
    rename: db.prepare<[string, FlowId]>('UPDATE flow SET name = ?, is_example = 0 WHERE id = ?'),
    content: db
      .prepare<[FlowId, number], string>('SELECT content FROM flow_version WHERE flow_id = ? AND version = ?')
      .pluck(),
    add: db.prepare<[string, number, number, number, number]>(
      'INSERT INTO flow (name, is_example, is_builtin, created_at, updated_at) VALUES (?, ?, ?, ?, ?)',
    ),
    addVersion: db.prepare<[FlowId, number, string, string, number, string]>(
      `INSERT INTO flow_version (flow_id, version, name, sha256, created_at, content) VALUES (?, ?, ?, ?, ?, ?)`,
    ),
    touch: db.prepare<[number, FlowId]>('UPDATE flow SET updated_at = ? WHERE id = ?'),
  };
}

function summaryOf(row: StoredRow): FlowSummary {
  const stored = Stored.parse(JSON.parse(row.content));
  return toFlowSummary(row, {
    description: stored.description ?? '',
    stepCount: stored.steps.length,
    inputs: stored.inputs ?? {},
    headless: stored.browser?.headless ?? true,
  });
}

/** One sentence for what cannot be done with a flow in the trash. */
export function inTrash(name: string): string {
  return `The flow “${name}” is in the trash: restore it first.`;
}

function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The text of a flow file, as a person reads it. */
export function textOf(content: string): string {
  return `${JSON.stringify(JSON.parse(content), null, 2)}\n`;
}

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
  description: z.string().optional(),
  inputs: z.record(z.string(), InputSpec).optional(),
  browser: z.looseObject({ headless: z.boolean().optional() }).optional(),
  steps: z.array(z.unknown()),
});

type StoredRow = FlowRow & { readonly version_id: number; readonly sha256: string };

const NEWEST = `
  SELECT f.id, f.name, f.is_example, f.paused, f.max_running, f.created_at, f.updated_at, v.version, v.content, v.id AS version_id, v.sha256
    FROM flow f JOIN flow_version v ON v.flow_id = f.id
   WHERE v.version = (SELECT max(version) FROM flow_version WHERE flow_id = f.id)`;

/** Saved flows and their versions. A version never changes: a job runs what was saved when it was queued. */
export class FlowStore implements FlowsByName {
  readonly #clock: Clock;
  readonly #statements: ReturnType<typeof compile>;
  readonly #save: (flow: StorableFlow, kind: FlowKind) => SavedFlow;

  constructor(db: WritableDb, clock: Clock) {
    this.#clock = clock;
    this.#statements = compile(db);
    const save = db.transaction((flow: StorableFlow, kind: FlowKind) => this.#saveNow(flow, kind));
    this.#save = (flow, kind) => save.immediate(flow, kind);
  }

  /**
   * Saves a flow under its name; the same content again is the same version, other content is the next one.
   * @throws AppError 'conflict' for a name that a flow of the app itself has
   */
  save(flow: StorableFlow, kind: FlowKind = {}): SavedFlow {
    return this.#save(flow, kind);
  }

  /** Every flow in its newest version, by name, but for those of the app itself. */
  list(): FlowSummary[] {
    return this.#statements.list.all().map((row) => summaryOf(row));
  }

  /** The newest version of a flow with its text. @throws AppError 'not_found' */
  get(id: FlowId): SavedFlow & { readonly text: string } {
    const row = this.#newest(id);
    return { summary: summaryOf(row), versionId: row.version_id, text: textOf(row.content) };
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
    const sha256 = createHash('sha256').update(content).digest('hex');
    const id = this.#flowNamed(flow.name, kind, now);
    const newest = this.#statements.newest.get(id);
    if (newest?.sha256 !== sha256) {
      const version = (newest?.version ?? 0) + 1;
      this.#statements.addVersion.run(id, version, flow.name, sha256, now, content);
      this.#statements.touch.run(now, id);
    }
    const saved = this.#newest(id);
    return { summary: summaryOf(saved), versionId: saved.version_id };
  }

  #flowNamed(name: string, { isExample = false, isBuiltin = false }: FlowKind, now: number): FlowId {
    const known = this.#statements.named.get(name);
    if (known !== undefined && known.is_builtin === 1 && !isBuiltin) {
      throw new AppError(
        'conflict',
        `“${name}” is the name of a flow of the app itself: choose another one.`,
      );
    }
    if (known !== undefined) return known.id;
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
    list: db.prepare<[], StoredRow>(`${NEWEST} AND f.is_builtin = 0 ORDER BY f.name COLLATE NOCASE, f.id`),
    newest: db.prepare<[FlowId], StoredRow>(`${NEWEST} AND f.id = ?`),
    byName: db.prepare<[string], FlowId>('SELECT id FROM flow WHERE name = ? AND is_builtin = 0').pluck(),
    named: db.prepare<[string], { id: FlowId; is_builtin: number }>(
      'SELECT id, is_builtin FROM flow WHERE name = ?',
    ),
    names: db.prepare<[], string>('SELECT name FROM flow WHERE is_builtin = 0 ORDER BY name').pluck(),
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

/** The text of a flow file, as a person reads it. */
function textOf(content: string): string {
  return `${JSON.stringify(JSON.parse(content), null, 2)}\n`;
}

import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError, type Fault } from '../../../shared/errors.ts';
import { parseExpression, TemplateError } from '../../../shared/flow/expression.ts';
import type { InputValue } from '../../../shared/flow/input.ts';
import { resolveInputs } from '../../../shared/flow/inputs.ts';
import { nearest } from '../../../shared/flow/nearest.ts';
import { parseFlowText } from '../../../shared/flow/parse.ts';
import type { Flow } from '../../../shared/flow/schema.ts';
import type { UniqueKey } from '../../../shared/job/demands.ts';
import type { After } from '../../../shared/job/dependency.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import type { RunOptions } from '../../../shared/live/run-options.ts';
import { MOST_SHEET_BYTES } from '../../../shared/rows/sheet.ts';
import { checkExports, checkFolder, type ExportTarget } from './export-targets.ts';
import { resolveHow } from './how-args.ts';
import { parseRowsFile, parseRowsJson, type RowsFile, rowsOfSheet } from './rows-file.ts';
import type { RunCommand, RunStart } from './run-args.ts';

/** A run of which everything was checked that can be checked before. */
export interface RunPlan {
  readonly flowFile: string;
  readonly flowText: string;
  readonly inputs: Readonly<Record<string, InputValue>>;
  /** Null = one job with no row. */
  readonly rows: readonly RowData[] | null;
  /** One job walks over all of them. */
  readonly oneJob: boolean;
  readonly headed: boolean;
  /** How the steps are run; null = all of them, one after another. */
  readonly run: RunOptions | null;
  readonly priority: number;
  /** When the jobs may start, epoch milliseconds; null = at once. */
  readonly runAt: number | null;
  readonly key: UniqueKey | null;
  readonly after: readonly After[];
  readonly tags: readonly string[];
  readonly exports: readonly ExportTarget[];
  readonly artifactsDir: string | null;
}

/** Faults that belong together, such as those of one file. */
export interface FaultGroup {
  /** The file's name as it was typed; null for the command line itself. */
  readonly heading: string | null;
  readonly faults: readonly Fault[];
}

export type Planned =
  | { readonly ok: true; readonly plan: RunPlan }
  | { readonly ok: false; readonly groups: readonly FaultGroup[] };

/** A part of the plan, or why it cannot be had. */
type Part<T> = { readonly value: T } | { readonly group: FaultGroup };

/**
 * Reads and checks the flow file, its inputs, the rows file and every place to write to; gives all faults at once.
 * @param now epoch milliseconds: what a delay counts from
 * @param readSheet reads an Excel workbook
 */
export async function planRun(
  command: RunCommand,
  cwd: string,
  now: number,
  readSheet: ReadSheet,
): Promise<Planned> {
  const [flow, rows, exports, artifacts] = await Promise.all([
    planFlow(command, cwd),
    planRows(command.rows, cwd, readSheet),
    planExports(command.exports, cwd),
    planArtifacts(command.artifacts, cwd),
  ]);
  const groups = [flow, rows, exports, artifacts].flatMap((part) => ('group' in part ? [part.group] : []));
  if ('group' in flow || 'group' in rows || 'group' in exports || 'group' in artifacts) {
    return { ok: false, groups };
  }
  const { headed, priority, key, after } = command;
  const plan = {
    ...flow.value,
    rows: rows.value,
    oneJob: command.oneJob === true,
    headed,
    priority,
    runAt: startTime(command.start, now),
    key,
    after,
    tags: command.tags ?? [],
    exports: exports.value,
    artifactsDir: artifacts.value,
  };
  return { ok: true, plan };
}

function startTime(start: RunStart, now: number): number | null {
  switch (start.kind) {
    case 'now':
      return null;
    case 'at':
      return start.at;
    case 'delay':
      return now + start.ms;
  }
}

async function planFlow(
  command: RunCommand,
  cwd: string,
): Promise<Part<Pick<RunPlan, 'flowFile' | 'flowText' | 'inputs' | 'run'>>> {
  const file = await readText(command.flow, cwd);
  if ('group' in file) return file;
  const parsed = parseFlowText(file.value);
  if (!parsed.ok) return { group: { heading: command.flow, faults: parsed.faults } };
  // What is taken from another job comes when that has ended: the other inputs are checked now.
  const takes = new Map(command.after.flatMap((after) => Object.entries(after.takes)));
  const here = Object.entries(parsed.flow.inputs).filter(([name]) => !takes.has(name));
  const resolved = resolveInputs({ inputs: Object.fromEntries(here) }, command.inputs);
  const faults = [...takeFaults(parsed.flow, takes), ...(resolved.ok ? [] : resolved.faults)];
  if (!resolved.ok || faults.length > 0) return { group: { heading: `inputs of ${command.flow}`, faults } };
  const how = command.how === undefined ? null : resolveHow(parsed.flow.steps, command.how);
  if (how !== null && how.faults.length > 0) {
    return { group: { heading: `steps of ${command.flow}`, faults: how.faults } };
  }
  const flowFile = path.basename(command.flow);
  return {
    value: { flowFile, flowText: file.value, inputs: resolved.values, run: how?.options ?? null },
  };
}

function takeFaults({ inputs }: Pick<Flow, 'inputs'>, takes: ReadonlyMap<string, string>): Fault[] {
  return [...takes].flatMap(([name, source]): Fault[] => {
    const path = `--take ${name}`;
    if (!Object.hasOwn(inputs, name)) {
      const near = nearest(name, Object.keys(inputs));
      return [
        { path, message: 'is not an input of this flow.', ...(near === undefined ? {} : { nearest: near }) },
      ];
    }
    try {
      parseExpression(source);
      return [];
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return [{ path, message: `"${source}" cannot be read: ${error.message}` }];
    }
  });
}

/** Reads the cells of a workbook's first sheet; it throws AppError `invalid_input` with one sentence. */
export type ReadSheet = (bytes: Uint8Array) => Promise<readonly (readonly string[])[]>;

async function planRows(
  typed: string | null,
  cwd: string,
  readSheet: ReadSheet,
): Promise<Part<readonly RowData[] | null>> {
  if (typed === null) return { value: null };
  const file = await readRows(typed, cwd, readSheet);
  if ('group' in file) return file;
  const parsed = file.value;
  return parsed.ok ? { value: parsed.rows } : { group: { heading: typed, faults: parsed.faults } };
}

async function planExports(typed: readonly string[], cwd: string): Promise<Part<readonly ExportTarget[]>> {
  const { targets, faults } = await checkExports(typed, cwd);
  return faults.length === 0 ? { value: targets } : { group: { heading: null, faults } };
}

async function planArtifacts(typed: string | null, cwd: string): Promise<Part<string | null>> {
  if (typed === null) return { value: null };
  const { path: whole, fault } = await checkFolder(typed, cwd);
  return fault === null ? { value: whole } : { group: { heading: null, faults: [fault] } };
}

/** Larger files are never flow or rows files: they are a mistake that must not fill the memory. */
const MOST_BYTES = 200_000_000;

async function readRows(typed: string, cwd: string, readSheet: ReadSheet): Promise<Part<RowsFile>> {
  if (/\.xlsx$/i.test(typed)) return readWorkbook(typed, cwd, readSheet);
  const file = await readText(typed, cwd);
  if ('group' in file) return file;
  return { value: /\.json$/i.test(typed) ? parseRowsJson(file.value) : parseRowsFile(file.value) };
}

async function readWorkbook(typed: string, cwd: string, readSheet: ReadSheet): Promise<Part<RowsFile>> {
  const whole = path.resolve(cwd, typed);
  const fault = (message: string): Part<RowsFile> => ({
    group: { heading: null, faults: [{ path: typed, message }] },
  });
  try {
    const { size } = await stat(whole);
    if (size > MOST_SHEET_BYTES) return fault('is too large: a workbook of at most 50 MB is read.');
    const bytes = new Uint8Array(await readFile(whole));
    return { value: rowsOfSheet(await readSheet(bytes)) };
  } catch (error) {
    return fault(error instanceof AppError ? error.message : readSentence(error, whole));
  }
}

async function readText(typed: string, cwd: string): Promise<Part<string>> {
  const fault = (message: string): Part<string> => ({
    group: { heading: null, faults: [{ path: typed, message }] },
  });
  try {
    const bytes = await readFile(path.resolve(cwd, typed));
    if (bytes.length > MOST_BYTES) return fault('is too large: at most 200 MB are read.');
    return { value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    return fault(readSentence(error, path.resolve(cwd, typed)));
  }
}

function readSentence(error: unknown, whole: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return `there is no such file (looked for ${whole}). Check the name and the folder.`;
    case 'EISDIR':
      return 'is a folder; give the name of a file in it.';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read by this user.';
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return 'is not UTF-8 text. Save it as UTF-8.';
    default:
      return `could not be read: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

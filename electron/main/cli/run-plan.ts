import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Fault } from '../../../shared/errors.ts';
import type { InputValue } from '../../../shared/flow/input.ts';
import { resolveInputs } from '../../../shared/flow/inputs.ts';
import { parseFlowText } from '../../../shared/flow/parse.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import type { RunCommand } from './args.ts';
import { checkExports, checkFolder, type ExportTarget } from './export-targets.ts';
import { parseRowsFile } from './rows-file.ts';

/** A run of which everything was checked that can be checked before. */
export interface RunPlan {
  readonly flowFile: string;
  readonly flowText: string;
  readonly inputs: Readonly<Record<string, InputValue>>;
  /** Null = one job with no row. */
  readonly rows: readonly RowData[] | null;
  readonly headed: boolean;
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

/** Reads and checks the flow file, its inputs, the rows file and every place to write to; gives all faults at once. */
export async function planRun(command: RunCommand, cwd: string): Promise<Planned> {
  const [flow, rows, exports, artifacts] = await Promise.all([
    planFlow(command, cwd),
    planRows(command.rows, cwd),
    planExports(command.exports, cwd),
    planArtifacts(command.artifacts, cwd),
  ]);
  const groups = [flow, rows, exports, artifacts].flatMap((part) => ('group' in part ? [part.group] : []));
  if ('group' in flow || 'group' in rows || 'group' in exports || 'group' in artifacts) {
    return { ok: false, groups };
  }
  const { headed } = command;
  const plan = {
    ...flow.value,
    rows: rows.value,
    headed,
    exports: exports.value,
    artifactsDir: artifacts.value,
  };
  return { ok: true, plan };
}

async function planFlow(
  command: RunCommand,
  cwd: string,
): Promise<Part<Pick<RunPlan, 'flowFile' | 'flowText' | 'inputs'>>> {
  const file = await readText(command.flow, cwd);
  if ('group' in file) return file;
  const parsed = parseFlowText(file.value);
  if (!parsed.ok) return { group: { heading: command.flow, faults: parsed.faults } };
  const resolved = resolveInputs(parsed.flow, command.inputs);
  if (!resolved.ok) return { group: { heading: `inputs of ${command.flow}`, faults: resolved.faults } };
  return {
    value: { flowFile: path.basename(command.flow), flowText: file.value, inputs: resolved.values },
  };
}

async function planRows(typed: string | null, cwd: string): Promise<Part<readonly RowData[] | null>> {
  if (typed === null) return { value: null };
  const file = await readText(typed, cwd);
  if ('group' in file) return file;
  const parsed = parseRowsFile(file.value);
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

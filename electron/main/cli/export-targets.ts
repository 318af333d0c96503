import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Fault } from '../../../shared/errors.ts';
import { nearest } from '../../../shared/flow/nearest.ts';
import { ExportFormat } from '../../../shared/ipc/contract.ts';
import { isFileWritable, isFolderWritable } from './writable.ts';

/** A file to write at the end of a run. */
export interface ExportTarget {
  /** As it was typed: what messages show. */
  readonly typed: string;
  /** Absolute. */
  readonly path: string;
  readonly format: ExportFormat;
}

export interface CheckedTargets {
  readonly targets: readonly ExportTarget[];
  readonly faults: readonly Fault[];
}

/** Looks, before anything is queued, whether each export can be written: its ending, its folder, the file that stands there. */
export async function checkExports(typed: readonly string[], cwd: string): Promise<CheckedTargets> {
  const targets: ExportTarget[] = [];
  const faults: Fault[] = [];
  for (const name of typed) {
    const whole = path.resolve(cwd, name);
    const format = formatOf(name);
    const fault =
      format === null
        ? wrongEnding(name)
        : targets.some((target) => target.path === whole)
          ? `${name} is given twice; once is enough.`
          : await unwritable(name, whole);
    if (fault !== null) faults.push({ path: '--export', message: fault });
    else if (format !== null) targets.push({ typed: name, path: whole, format });
  }
  return { targets, faults };
}

function formatOf(name: string): ExportFormat | null {
  return ExportFormat.safeParse(path.extname(name).slice(1).toLowerCase()).data ?? null;
}

function wrongEnding(name: string): string {
  const ending = path.extname(name);
  const meant = ending === '' ? undefined : nearest(ending.slice(1), ExportFormat.options);
  const hint = meant === undefined ? '' : ` Nearest: ${path.basename(name, ending)}.${meant}`;
  return `${name} must end in .csv, .json, .xlsx or .md: the ending names the format.${hint}`;
}

async function unwritable(name: string, whole: string): Promise<string | null> {
  const folder = await folderFault(path.dirname(whole));
  if (folder !== null) return `${name} cannot be written: ${folder}`;
  const there = await stat(whole).catch(() => null);
  if (there === null) return null;
  if (there.isDirectory()) return `${name} is a folder; give the name of a file in it.`;
  return (await isFileWritable(whole)) ? null : `${name} stands there already and may not be overwritten.`;
}

/** A sentence on why files cannot be made in the folder, or null. */
async function folderFault(folder: string): Promise<string | null> {
  const found = await stat(folder).catch(() => null);
  if (found === null) return `there is no folder ${folder}. Make it first.`;
  if (!found.isDirectory()) return `${folder} is not a folder.`;
  return (await isFolderWritable(folder)) ? null : `the folder ${folder} may not be written to.`;
}

/** Looks whether the folder is there, or can be made below one that is; a sentence when not. */
export async function checkFolder(
  typed: string,
  cwd: string,
): Promise<{ path: string; fault: Fault | null }> {
  const whole = path.resolve(cwd, typed);
  let nearestThere = whole;
  while (
    (await stat(nearestThere).catch(() => null)) === null &&
    path.dirname(nearestThere) !== nearestThere
  ) {
    nearestThere = path.dirname(nearestThere);
  }
  const reason = await folderFault(nearestThere);
  const fault =
    reason === null ? null : { path: '--artifacts', message: `${typed} cannot be used: ${reason}` };
  return { path: whole, fault };
}

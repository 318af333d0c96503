import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second, as Linux reports processor time in /proc. */
const TICKS = 100;

/** What a process does for the app. */
export type Part = 'window' | 'main' | 'workers' | 'browsers';

interface Found {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

/** Processor seconds that each part of the app has used so far; a process that has ended is missing. Linux only. */
export function processSeconds(root: number): Map<number, { part: Part; seconds: number }> {
  const all = readAll();
  const ours = new Map<number, { part: Part; seconds: number }>();
  const add = (pid: number, above: Part | null): void => {
    const found = all.find((one) => one.pid === pid);
    if (found === undefined || ours.has(pid)) return;
    const part = above === 'browsers' ? above : partOf(pid, root);
    ours.set(pid, { part, seconds: found.ticks / TICKS });
    for (const child of all) if (child.parent === pid) add(child.pid, part);
  };
  add(root, null);
  return ours;
}

function readAll(): Found[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readOne(Number(name)));
}

function readOne(pid: number): Found[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent, user, system] = [fields[1], fields[11], fields[12]].map(Number);
    return [{ pid, parent: parent ?? 0, ticks: (user ?? 0) + (system ?? 0) }];
  } catch {
    return []; // It ended meanwhile.
  }
}

function partOf(pid: number, root: number): Part {
  if (pid === root) return 'main';
  const line = commandLine(pid);
  if (line.includes('--runwright-browser=')) return 'browsers';
  // The reader is one of them too; it does nothing here.
  return line.includes('node.mojom.NodeService') ? 'workers' : 'window';
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

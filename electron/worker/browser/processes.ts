import { readdir, readFile } from 'node:fs/promises';

/** The process that this token started, the oldest of them; null where it cannot be seen (not on Linux). */
export async function pidOfToken(token: string): Promise<number | null> {
  for (const pid of await pids()) {
    const environment = await read(`/proc/${pid}/environ`);
    if (environment?.split('\0').includes(`${TOKEN_VARIABLE}=${token}`) === true) return pid;
  }
  return null;
}

/** Names the browser in the environment of engines whose command line takes no word of ours. */
export const TOKEN_VARIABLE = 'RUNWRIGHT_BROWSER_TOKEN';

/** What a process and everything that it started keep for themselves alone, bytes; null where that cannot be read (not on Linux). */
export async function ownMemoryOfTree(root: number): Promise<number | null> {
  const children = new Map<number, number[]>();
  const stats = await Promise.all((await pids()).map(async (pid) => [pid, await parentOf(pid)] as const));
  for (const [pid, parent] of stats)
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), pid]);
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  const own = await Promise.all(tree.map((pid) => ownMemoryOf(pid)));
  return own[0] === null ? null : own.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
}

const PAGE_BYTES = 4096;

async function ownMemoryOf(pid: number): Promise<number | null> {
  const text = await read(`/proc/${pid}/statm`);
  if (text === null) return null;
  const [, resident = 0, shared = 0] = text.split(' ').map(Number);
  return (resident - shared) * PAGE_BYTES;
}

async function parentOf(pid: number): Promise<number | null> {
  // The name stands in brackets and may hold anything.
  const rest = (await read(`/proc/${pid}/stat`))?.replace(/^.*\) /s, '');
  return rest === undefined ? null : Number(rest.split(' ')[1]);
}

async function pids(): Promise<number[]> {
  const names = await readdir('/proc').catch(() => []);
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

/** Null when the process ended while we looked, or is not ours. */
function read(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import type { Contender } from './queue-contender.ts';

/** The version that was measured first. */
export const PLAINJOB_VERSION = '0.0.14';
const INSTALL_MS = 90_000;
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** What the benchmark uses of plainjob. */
export interface Plainjob {
  better(db: Database.Database): unknown;
  defineQueue(options: { connection: unknown; logger: typeof SILENT }): {
    addMany(type: string, data: readonly unknown[]): unknown;
    getAndMarkJobAsProcessing(type: string): { id: number } | undefined;
    markJobAsDone(id: number): unknown;
    close(): void;
  };
}

/** Installs plainjob below `folder`, outside the repository. Null when the registry cannot be reached. */
export async function installPlainjob(folder: string): Promise<Plainjob | null> {
  const home = join(folder, 'plainjob');
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true }');
  try {
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', ['install', `plainjob@${PLAINJOB_VERSION}`, ...options], {
      cwd: home,
      timeout: INSTALL_MS,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    const file = join(home, 'node_modules', 'plainjob', 'dist', 'plainjob.js');
    const loaded: unknown = await import(pathToFileURL(file).href);
    return isPlainjob(loaded) ? loaded : null;
  } catch {
    return null;
  }
}

/** Opens a plainjob queue in `folder`; it is configured as it configures itself (WAL, synchronous = NORMAL). */
export function openPlainjob({ defineQueue, better }: Plainjob, folder: string): Contender {
  const connection = better(new Database(join(folder, 'plainjob.db')));
  const queue = defineQueue({ connection, logger: SILENT });
  const claim = (): (() => void) => {
    const job = queue.getAndMarkJobAsProcessing('bench');
    if (job === undefined) throw new Error('the plainjob queue is empty');
    return () => {
      queue.markJobAsDone(job.id);
    };
  };
  return {
    enqueue(jobs) {
      const inputs = jobs.map((job) => job.inputs);
      queue.addMany('bench', inputs);
    },
    claim,
    batch(size) {
      // It has no batches: one job after the other is the best that it offers.
      for (let done = 0; done < size; done++) claim()();
    },
    close: () => queue.close(),
  };
}

function isPlainjob(value: unknown): value is Plainjob {
  const names = ['better', 'defineQueue'];
  if (typeof value !== 'object' || value === null) return false;
  return names.every((name) => typeof Reflect.get(value, name) === 'function');
}

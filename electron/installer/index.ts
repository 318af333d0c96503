import childProcess from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { percentLine } from '../../shared/browsers/percent-line.ts';

/**
 * The entry of the installer process: Playwright's own installer, told by its lines. It downloads in a child that it forks, which needs
 * Electron to run as plain Node, and an installed app may not: so that child is a thread of this process here. One kill ends it all.
 */
async function main(): Promise<void> {
  if (!isMainThread) return download(PackageFolder.parse(workerData));
  const [script = '', folder = '', ...names] = process.argv.slice(-3);
  Object.assign(childProcess, { fork: () => forkThread(script, folder) });
  const registry = registryOf(folder);
  try {
    await registry.install(registry.resolveBrowsers(names, { shell: 'no' }), { gc: false });
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

/** Folder of the package `playwright-core`, absolute. */
const PackageFolder = z.string();

/** What is used of Playwright's registry, which has no types. */
interface Registry {
  resolveBrowsers(names: readonly string[], options: { shell: 'no' }): unknown;
  install(executables: unknown, options: { gc: boolean }): Promise<void>;
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
const Bundle = z.object({
  registry: z.object({
    registry: z.custom<Registry>((value) => {
      const known = z.object({ resolveBrowsers: z.custom(isFunction), install: z.custom(isFunction) });
      return known.safeParse(value).success;
    }),
    runOopDownloadBrowserMain: z.custom<() => void>(isFunction),
  }),
});

function bundleOf(folder: string): z.output<typeof Bundle>['registry'] {
  const required: unknown = createRequire(join(folder, 'package.json'))('./lib/coreBundle.js');
  return Bundle.parse(required).registry;
}

function registryOf(folder: string): Registry {
  return bundleOf(folder).registry;
}

const Progress = z.object({
  method: z.literal('progress'),
  params: z.object({ done: z.number(), total: z.number() }),
});

/** A thread in the place of the child: it hears `send`, and tells by the events `message`, `exit` and `error`. */
function forkThread(script: string, folder: string): Worker & { send(message: unknown): void } {
  const thread = new Worker(script, { workerData: folder });
  let told = -1;
  thread.on('message', (message: unknown) => {
    const progress = Progress.safeParse(message);
    if (!progress.success) return;
    const { done, total } = progress.data.params;
    const percent = Math.floor((100 * done) / total);
    if (percent <= told || total <= 0) return;
    told = percent;
    console.log(percentLine(percent, total));
  });
  return Object.assign(thread, { send: (message: unknown) => thread.postMessage(message) });
}

/** In the thread: Playwright's downloader takes this for the process that it was forked as. */
function download(folder: string): void {
  const port = parentPort;
  if (port === null) return;
  Object.assign(process, { send: (message: unknown) => port.postMessage(message) });
  port.on('message', (message: unknown) => process.emit('message', message, undefined));
  bundleOf(folder).runOopDownloadBrowserMain();
}

void main();

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FoundBrowser } from '../../electron/main/browsers/find.ts';
import { type BrowserMode, browserStage } from './browser.ts';
import { bundleStage } from './bundle.ts';
import { cacheFolder } from './cache.ts';
import { CheckMemo } from './checks.ts';
import type { SetupContext } from './context.ts';
import { displayStage, type VirtualDisplay } from './display.ts';
import { type ElectronRuntime, electronStage } from './electron.ts';
import { failureSentence, SetupError } from './errors.ts';
import { exec } from './exec.ts';
import { HashMemo } from './hash.ts';
import { nativeStage } from './native.ts';
import { createReport } from './report.ts';
import { sandboxSwitches } from './sandbox.ts';

/** Everything that a run of the app needs. */
export interface Prepared {
  readonly electron: ElectronRuntime;
  readonly switches: readonly string[];
  readonly browser: FoundBrowser | undefined;
  readonly display: VirtualDisplay | undefined;
  /** The environment for the app and for the tests. */
  readonly env: NodeJS.ProcessEnv;
}

export interface PrepareOptions {
  readonly browser: BrowserMode;
  /** Whether the set-up fails when no browser is to be had. The app itself starts and says it in its window. */
  readonly browserIsFatal: boolean;
}

/** The context of this very run. */
export async function createContext(): Promise<SetupContext> {
  const cache = cacheFolder(process.env, process.platform);
  return {
    root: fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, ''),
    cache,
    platform: process.platform,
    arch: process.arch,
    env: appEnvironment(process.env),
    isRoot: process.getuid?.() === 0,
    hasApt: process.platform === 'linux' && existsSync('/usr/bin/apt-get'),
    node: process.execPath,
    exec,
    report: createReport(process.stderr, () => performance.now()),
    memo: await HashMemo.open(join(cache, 'hashes.json')),
  };
}

/** Runs the stages in order. Each prints its line; the first that fails ends the set-up with its sentence. */
export async function prepare(context: SetupContext, options: PrepareOptions): Promise<Prepared> {
  const checks = await CheckMemo.open(join(context.cache, 'checks.json'));
  const electron = await stage('electron', () => electronStage(context, checks));
  exportElectron(context.env, electron);
  await stage('sqlite', () => nativeStage(context, checks, electron));
  await context.memo.save();
  const switches = await stage('sandbox', () => sandboxSwitches(context, electron.executable));
  const browser = await browserOrSentence(context, options);
  await stage('bundle', () => bundleStage(context));
  const display = await stage('display', () => displayStage(context));
  return { electron, switches, browser, display, env: context.env };
}

/** A failure that already carries the name of its stage. */
export class StageFailure extends Error {
  readonly sentence: string;
  readonly detail: string | undefined;

  constructor(name: string, error: unknown) {
    super(failureSentence(name, error), { cause: error });
    this.sentence = this.message;
    this.detail = error instanceof SetupError ? error.detail : undefined;
  }
}

async function stage<Result>(name: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw new StageFailure(name, error);
  }
}

async function browserOrSentence(
  context: SetupContext,
  options: PrepareOptions,
): Promise<FoundBrowser | undefined> {
  try {
    return await browserStage(context, options.browser);
  } catch (error) {
    if (options.browserIsFatal) throw new StageFailure('browser', error);
    context.report.line('browser', failureSentence('no browser', error));
    return undefined;
  }
}

/** The environment without what would turn Electron into something else. */
export function appEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _, NODE_ENV: __, ...rest } = env;
  return rest;
}

/** Tells the electron package, Playwright, electron-builder and the tests which Electron to use. */
export function exportElectron(
  env: NodeJS.ProcessEnv,
  electron: Pick<ElectronRuntime, 'dist' | 'executable'>,
): void {
  if (electron.dist !== undefined) env.ELECTRON_OVERRIDE_DIST_PATH = electron.dist;
  env.RUNWRIGHT_ELECTRON = electron.executable;
}

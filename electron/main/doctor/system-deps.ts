import type { FoundPlace } from './browser-check.ts';
import type { FoundBuild } from './builds-check.ts';
import type { CheckDeps, KeychainFacts } from './checks.ts';
import { browserVersion, freeBytes, hasApt, lookAtFolder } from './effects.ts';

/** What only the app can say; the rest is asked of this machine. */
export interface AppFacts {
  readonly dataDir: string;
  probeSqlite(): string;
  findBrowsers(): readonly FoundPlace[];
  findBuilds(): readonly FoundBuild[];
  keychain(): KeychainFacts;
}

/** The checks' view of the machine that this process runs on. */
export function systemCheckDeps(facts: AppFacts): CheckDeps {
  const { platform, env, versions } = process;
  return {
    platform,
    env,
    isRoot: process.getuid?.() === 0,
    hasApt: hasApt(),
    versions: {
      electron: versions.electron,
      chromium: versions.chrome,
      node: versions.node,
      napi: versions.napi,
    },
    probeSqlite: facts.probeSqlite,
    dataDir: facts.dataDir,
    lookAtDataDir: () => lookAtFolder(facts.dataDir, platform),
    freeBytes: () => freeBytes(facts.dataDir),
    findBrowsers: facts.findBrowsers,
    browserVersion: (path) => browserVersion(path, platform, env),
    findBuilds: facts.findBuilds,
    keychain: facts.keychain,
  };
}

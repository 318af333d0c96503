import type { Exec } from './exec.ts';
import type { HashMemo } from './hash.ts';
import type { Report } from './report.ts';

/** What every stage is given: the world as parameters, so that a test can give another world. */
export interface SetupContext {
  /** The repository. */
  readonly root: string;
  /** The cache folder outside the repository. */
  readonly cache: string;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** The environment for everything that is started; stages add to it (DISPLAY, ELECTRON_OVERRIDE_DIST_PATH). */
  readonly env: NodeJS.ProcessEnv;
  readonly isRoot: boolean;
  /** Whether this is a Debian-like system. */
  readonly hasApt: boolean;
  /** The Node 24 that runs the tools. */
  readonly node: string;
  readonly exec: Exec;
  readonly report: Report;
  readonly memo: HashMemo;
}

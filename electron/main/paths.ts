import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Every path below the data folder. All are absolute. */
export interface DataPaths {
  readonly root: string;
  readonly database: string;
  readonly artifacts: string;
  /** Temporary folders of the workers, browser profiles among them; emptied at every start. */
  readonly temporary: string;
  /** The kept states of profiles, sealed. */
  readonly profiles: string;
  readonly vaultKey: string;
  readonly windowState: string;
}

/**
 * Which data folder to use: `--data`, else RUNWRIGHT_DATA, else the system's place for this user.
 * @param cwd what a relative folder is relative to
 */
export function chooseDataDir(
  flag: string | undefined,
  env: NodeJS.ProcessEnv,
  cwd: string,
  fallback: string,
): string {
  const chosen = flag ?? env.RUNWRIGHT_DATA;
  return chosen === undefined || chosen === '' ? fallback : resolve(cwd, chosen);
}

/** The paths below one data folder. */
export function dataPaths(root: string): DataPaths {
  return {
    root,
    database: join(root, 'runwright.db'),
    artifacts: join(root, 'artifacts'),
    temporary: join(root, 'tmp'),
    profiles: join(root, 'profiles'),
    vaultKey: join(root, 'vault.key'),
    windowState: join(root, 'window.json'),
  };
}

/** Makes the folders, for their owner alone. */
export function makeDataDirs(paths: DataPaths): void {
  for (const folder of [paths.root, paths.artifacts, paths.temporary, paths.profiles]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
}

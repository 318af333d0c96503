import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { app, safeStorage } from 'electron';
import type { Check } from '../../../shared/ipc/contract.ts';
import { closeDatabase, openDatabase } from '../../database/open.ts';
import { installedBrowsers } from '../browsers/installed.ts';
import { playwrightBuilds } from '../browsers/playwright-builds.ts';
import { playwrightFolder } from '../browsers/playwright-folder.ts';
import { runChecks } from '../doctor/checks.ts';
import { systemCheckDeps } from '../doctor/system-deps.ts';
import type { DataPaths } from '../paths.ts';

/** Looks at everything that a job needs on this machine. */
export function checkMachine(paths: DataPaths): Promise<Check[]> {
  return runChecks(
    systemCheckDeps({
      dataDir: paths.root,
      probeSqlite: () => probeSqlite(join(paths.temporary, 'probe.db')),
      findBrowsers: () => installedBrowsers(process.env, process.platform),
      findBuilds: () => playwrightBuilds(playwrightFolder(app.getAppPath()), process.env, process.platform),
      keychain: () => ({
        isAvailable: safeStorage.isEncryptionAvailable(),
        backend: process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : null,
      }),
    }),
  );
}

/** Makes, fills and reads a database beside the real one; gives SQLite's version. */
function probeSqlite(file: string): string {
  const db = openDatabase(file);
  try {
    db.exec("CREATE TABLE probe (word TEXT) STRICT; INSERT INTO probe VALUES ('written')");
    if (db.prepare('SELECT word FROM probe').pluck().get() !== 'written')
      throw new Error('a row was not kept');
    return String(db.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    closeDatabase(db);
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  }
}

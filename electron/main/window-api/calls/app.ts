import { app } from 'electron';
import { systemClock } from '../../../../shared/clock.ts';
import type { Core } from '../../core.ts';
import { checkMachine } from '../../services/checks.ts';
import type { CallsOf } from './part.ts';

/** The app itself and the machine it runs on. */
export function appCalls({ paths, vault }: Pick<Core, 'paths' | 'vault'>): CallsOf<'app'> {
  return {
    'app.info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      chromium: process.versions.chrome ?? '',
      node: process.versions.node,
      dataDir: paths.root,
      platform: process.platform,
      secretsKeptBy: vault.keptBy,
    }),
    'app.check': async () => {
      const startedAt = systemClock.monotonic();
      const checks = await checkMachine(paths);
      return { checks, tookMs: systemClock.monotonic() - startedAt };
    },
  };
}

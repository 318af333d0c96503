import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder for what is costly to get (the fallback Electron, the rebuilt SQLite). It lies outside the repository so that a
 * second clone and a clean node_modules both find it. RUNWRIGHT_CACHE chooses another one.
 */
export function cacheFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  home: string = homedir(),
): string {
  if (env.RUNWRIGHT_CACHE) return env.RUNWRIGHT_CACHE;
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'runwright');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'runwright');
  if (platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'runwright', 'Cache');
  return join(home, '.cache', 'runwright');
}

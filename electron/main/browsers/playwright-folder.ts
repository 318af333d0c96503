import { join } from 'node:path';

/** Folder of the package `playwright-core`, by the app's own folder. */
export function playwrightFolder(app: string): string {
  return join(app, 'node_modules', 'playwright-core');
}

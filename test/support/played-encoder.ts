import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { registryFolder } from '../../electron/main/browsers/playwright-browser.ts';

const given = registryFolder(process.env, process.platform);

/** Why videos cannot be tried here; null = they can. */
export const whyNoVideos: string | null =
  process.platform !== 'win32' || existsSync(join(given, encoder()))
    ? null
    : 'Playwright’s ffmpeg is not installed (npx playwright install ffmpeg)';

/**
 * Makes a folder of browsers for a process of its own (`PLAYWRIGHT_BROWSERS_PATH`), with the browsers that are installed here.
 * @param withEncoder with an encoder for videos: the real one where it is installed, else a program that writes down what it is given,
 * which is a film all the same (Matroska with JPEG pictures)
 */
export function browsersFolder(withEncoder: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), 'runwright-encoder-'));
  const installed = existsSync(given) ? readdirSync(given) : [];
  for (const name of installed) {
    if (withEncoder || name !== encoder()) symlinkSync(join(given, name), join(folder, name));
  }
  if (withEncoder && !installed.includes(encoder())) play(join(folder, encoder()));
  return folder;
}

function play(folder: string): void {
  const program = join(folder, process.platform === 'darwin' ? 'ffmpeg-mac' : 'ffmpeg-linux');
  mkdirSync(folder);
  writeFileSync(program, '#!/bin/sh\nfor last; do :; done\nexec cat > "$last"\n');
  chmodSync(program, 0o755);
}

/** The name of the encoder's folder in this version of Playwright. */
function encoder(): string {
  const root = dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'));
  const List = z.object({ browsers: z.array(z.object({ name: z.string(), revision: z.string() })) });
  const { browsers } = List.parse(JSON.parse(readFileSync(join(root, 'browsers.json'), 'utf8')));
  const found = browsers.find(({ name }) => name === 'ffmpeg');
  if (found === undefined) throw new Error('this Playwright knows no ffmpeg');
  return `ffmpeg-${found.revision}`;
}

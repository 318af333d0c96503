import type { Texts } from '../en/index.ts';
import { common } from './common.ts';
import { help } from './help.ts';
import { job } from './job.ts';
import { notices } from './notices.ts';
import { palette } from './palette.ts';
import { places } from './places.ts';
import { results } from './results.ts';
import { settings } from './settings.ts';
import { statistics } from './statistics.ts';

/** Every word of the window in German. */
export const de: Texts = {
  common,
  help,
  job,
  notices,
  palette,
  places,
  results,
  settings,
  statistics,
};

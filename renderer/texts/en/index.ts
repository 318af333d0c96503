import { common } from './common.ts';
import { help } from './help.ts';
import { job } from './job.ts';
import { notices } from './notices.ts';
import { palette } from './palette.ts';
import { places } from './places.ts';
import { results } from './results.ts';
import { settings } from './settings.ts';
import { statistics } from './statistics.ts';

/** Every word of the window in English, by subject. What is not here in another language does not compile there. */
export const en = {
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

export type Texts = typeof en;

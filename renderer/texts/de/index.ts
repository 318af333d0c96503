import type { Texts } from '../en/index.ts';
import { common } from './common.ts';
import { editor } from './editor.ts';
import { fieldWords } from './field-words.ts';
import { flows } from './flows.ts';
import { forms } from './forms.ts';
import { help } from './help.ts';
import { job } from './job.ts';
import { jobsSearch } from './jobs-search.ts';
import { json } from './json.ts';
import { notices } from './notices.ts';
import { optionWords } from './option-words.ts';
import { palette } from './palette.ts';
import { places } from './places.ts';
import { results } from './results.ts';
import { settings } from './settings.ts';
import { statistics } from './statistics.ts';
import { trial } from './trial.ts';

/** Every word of the window in German. */
export const de: Texts = {
  common,
  editor,
  fieldWords,
  flows,
  forms,
  help,
  job,
  jobsSearch,
  json,
  notices,
  optionWords,
  palette,
  places,
  results,
  settings,
  statistics,
  trial,
};

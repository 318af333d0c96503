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

/** Every word of the window in English, by subject. What is not here in another language does not compile there. */
export const en = {
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

export type Texts = typeof en;

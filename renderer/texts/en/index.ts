import { common } from './common.ts';
import { job } from './job.ts';
import { places } from './places.ts';
import { results } from './results.ts';
import { statistics } from './statistics.ts';

/** Every word of the window in English, by subject. What is not here in another language does not compile there. */
export const en = {
  common,
  job,
  places,
  results,
  statistics,
};

export type Texts = typeof en;

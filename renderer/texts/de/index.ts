import type { Texts } from '../en/index.ts';
import { common } from './common.ts';
import { job } from './job.ts';
import { places } from './places.ts';
import { results } from './results.ts';
import { statistics } from './statistics.ts';

/** Every word of the window in German. */
export const de: Texts = {
  common,
  job,
  places,
  results,
  statistics,
};

import type { Texts } from '../en/index.ts';
import { common } from './common.ts';
import { jobsSearch } from './jobs-search.ts';
import { places } from './places.ts';

/** Every word of the window in German. */
export const de: Texts = { common, jobsSearch, places };

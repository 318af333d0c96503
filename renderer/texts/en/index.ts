import { common } from './common.ts';
import { jobsSearch } from './jobs-search.ts';
import { places } from './places.ts';

/** Every word of the window in English, by subject. What is not here in another language does not compile there. */
export const en = { common, jobsSearch, places };

export type Texts = typeof en;

import { common } from './common.ts';
import { places } from './places.ts';
import { statistics } from './statistics.ts';

/** Every word of the window in English, by subject. What is not here in another language does not compile there. */
export const en = { common, places, statistics };

export type Texts = typeof en;

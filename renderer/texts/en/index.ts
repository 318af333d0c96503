import { common } from './common.ts';
import { places } from './places.ts';
import { trial } from './trial.ts';

/** Every word of the window in English, by subject. What is not here in another language does not compile there. */
export const en = { common, places, trial };

export type Texts = typeof en;

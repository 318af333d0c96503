import type { Texts } from '../en/index.ts';
import { common } from './common.ts';
import { places } from './places.ts';
import { trial } from './trial.ts';

/** Every word of the window in German. */
export const de: Texts = { common, places, trial };

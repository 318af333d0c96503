import type { Texts } from '../en/index.ts';
import { common } from './common.ts';
import { flows } from './flows.ts';
import { places } from './places.ts';

/** Every word of the window in German. */
export const de: Texts = { common, flows, places };

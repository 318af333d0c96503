import type { Texts } from '../en/index.ts';
import { common } from './common.ts';
import { editor } from './editor.ts';
import { places } from './places.ts';

/** Every word of the window in German. */
export const de: Texts = { common, editor, places };

import { common } from './common.ts';
import { editor } from './editor.ts';
import { places } from './places.ts';

/** Every word of the window in English, by subject. What is not here in another language does not compile there. */
export const en = { common, editor, places };

export type Texts = typeof en;

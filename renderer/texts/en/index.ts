import { common } from './common.ts';
import { editor } from './editor.ts';
import { fieldWords } from './field-words.ts';
import { flows } from './flows.ts';
import { forms } from './forms.ts';
import { json } from './json.ts';
import { optionWords } from './option-words.ts';
import { places } from './places.ts';
import { trial } from './trial.ts';

/** Every word of the window in English, by subject. What is not here in another language does not compile there. */
export const en = { common, editor, fieldWords, flows, forms, json, optionWords, places, trial };

export type Texts = typeof en;

import type { Texts } from '../en/index.ts';
import { common } from './common.ts';
import { editor } from './editor.ts';
import { fieldWords } from './field-words.ts';
import { flows } from './flows.ts';
import { forms } from './forms.ts';
import { json } from './json.ts';
import { optionWords } from './option-words.ts';
import { places } from './places.ts';
import { trial } from './trial.ts';

/** Every word of the window in German. */
export const de: Texts = { common, editor, fieldWords, flows, forms, json, optionWords, places, trial };

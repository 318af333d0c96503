import { common } from './common.ts';
import { help } from './help.ts';
import { notices } from './notices.ts';
import { palette } from './palette.ts';
import { places } from './places.ts';
import { settings } from './settings.ts';

/** Every word of the window in English, by subject. What is not here in another language does not compile there. */
export const en = { common, help, notices, palette, places, settings };

export type Texts = typeof en;

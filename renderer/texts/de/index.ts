import type { Texts } from '../en/index.ts';
import { common } from './common.ts';
import { help } from './help.ts';
import { notices } from './notices.ts';
import { palette } from './palette.ts';
import { places } from './places.ts';
import { settings } from './settings.ts';

/** Every word of the window in German. */
export const de: Texts = { common, help, notices, palette, places, settings };

import { IconSearch } from '@tabler/icons-react';
import { t } from '../../texts/index.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { openPalette } from './opened.ts';
import classes from './palette-button.module.css';

/** Stands in a page's top bar like a search field and opens the palette. */
export function PaletteButton() {
  return (
    <button type="button" className={classes.button} aria-haspopup="dialog" onClick={openPalette}>
      <IconSearch size={14} stroke={1.5} aria-hidden="true" />
      <span className={classes.word}>{t().palette.button}</span>
      <Kbd>Ctrl</Kbd>
      <Kbd>K</Kbd>
    </button>
  );
}

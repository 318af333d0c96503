import { type BrowserWindow, dialog } from 'electron';

/** A file that is to be saved: how it is called at first, and what it is. */
export interface SaveWish {
  readonly title: string;
  readonly fileName: string;
  /** What files of this kind are called, and their extension. */
  readonly kind: string;
  readonly extension: string;
}

/** Asks where to save; null = the person thought better of it. @param window the one that the dialog belongs to */
export async function askWhere(window: BrowserWindow | undefined, wish: SaveWish): Promise<string | null> {
  const options = {
    title: wish.title,
    defaultPath: wish.fileName.replace(/[^\p{L}\p{N}._ -]/gu, '_'),
    filters: [{ name: wish.kind, extensions: [wish.extension] }],
  };
  const { canceled, filePath } =
    window === undefined
      ? await dialog.showSaveDialog(options)
      : await dialog.showSaveDialog(window, options);
  return canceled || filePath === '' ? null : filePath;
}

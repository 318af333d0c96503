/** Where the person's choice of light or dark is kept; absent = as the system says. */
export const SCHEME_KEY = 'runwright-color-scheme';

/** Puts the kept choice on the root before anything else is drawn. */
export function applyKeptScheme(root: HTMLElement, storage: Storage): void {
  const kept = storage.getItem(SCHEME_KEY);
  if (kept === 'light' || kept === 'dark') root.setAttribute('data-mantine-color-scheme', kept);
}

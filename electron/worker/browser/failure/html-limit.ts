/** So much of a page's source is kept, characters. */
export const MAX_HTML = 2_000_000;

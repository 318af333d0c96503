/** Names that Windows keeps for devices, whatever their ending. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const MAX_LENGTH = 120;

/**
 * A file name that is safe on every system: one name without folders, control characters or reserved words,
 * at most 120 characters, its ending kept. Anything else a page or a flow suggests is changed to `_`.
 */
export function safeFileName(suggested: string): string {
  const last = suggested.split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .normalize('NFC')
    .replaceAll(/[\p{C}<>:"|?*]/gu, '_')
    .replace(/^[.\s]+/, '')
    .replace(/[.\s]+$/, '');
  const name = plain === '' || RESERVED.test(plain) ? `file${plain === '' ? '' : `-${plain}`}` : plain;
  if (name.length <= MAX_LENGTH) return name;
  const { stem, ending } = splitEnding(name);
  return stem.slice(0, MAX_LENGTH - ending.length) + ending;
}

/** The name with a number before its ending when it is taken: `report.csv` → `report-2.csv`. */
export function freeFileName(name: string, taken: ReadonlySet<string>): string {
  const { stem, ending } = splitEnding(name);
  let free = name;
  // Compared without case: two names that differ in case alone are one file on some systems.
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${stem}-${number}${ending}`;
  return free;
}

function splitEnding(name: string): { stem: string; ending: string } {
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || name.length - dot > 12) return { stem: name, ending: '' };
  return { stem: name.slice(0, dot), ending: name.slice(dot) };
}

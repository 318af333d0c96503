const MAX_LENGTH = 120;
const MAX_PARTS = 3;

/**
 * One line that tells a job from its siblings: the first values of its row, else of its inputs.
 * @param secretNames inputs whose value is never shown
 */
export function subtitle(
  inputs: Readonly<Record<string, unknown>>,
  row: Readonly<Record<string, unknown>> | null,
  secretNames: ReadonlySet<string>,
): string {
  const shown = row ?? Object.fromEntries(Object.entries(inputs).filter(([name]) => !secretNames.has(name)));
  const parts = Object.entries(shown)
    .slice(0, MAX_PARTS)
    .map(([name, value]) => `${name} ${value === null ? '–' : String(value)}`);
  const line = parts.join(' · ').replace(/\s+/g, ' ');
  return line.length <= MAX_LENGTH ? line : `${line.slice(0, MAX_LENGTH - 1)}…`;
}

/** The same with the number of rows of its own in front: `3 rows · shop books`; without any, as it is. */
export function rowsSubtitle(rows: number, line: string): string {
  if (rows === 0) return line;
  const count = `${rows} ${rows === 1 ? 'row' : 'rows'}`;
  return line === '' ? count : `${count} · ${line}`;
}

/** What a line of the installer says of a download. */
export interface PercentLine {
  readonly percent: number;
  /** Size of what is downloaded, in bytes, about. */
  readonly bytes: number;
}

const MEBIBYTE = 1024 * 1024;
const LINE = /^\|[■ ]*\|\s*(\d{1,3})% of (\d{1,7}(?:\.\d+)?) MiB$/;

/** How far a download is, in the form in which Playwright's installer prints it. */
export function percentLine(percent: number, bytes: number): string {
  return `|| ${percent}% of ${Math.round((10 * bytes) / MEBIBYTE) / 10} MiB`;
}

/** Reads such a line; null = it is another one. */
export function readPercentLine(line: string): PercentLine | null {
  const [, percent, size] = LINE.exec(line.trim()) ?? [];
  if (percent === undefined || size === undefined) return null;
  return { percent: Math.min(100, Number(percent)), bytes: Math.round(Number(size) * MEBIBYTE) };
}

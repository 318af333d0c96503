import type { BrowserSummary, Installation } from '../../../shared/ipc/browsers.ts';
import { formatBytes } from '../../ui/format.ts';

const USES: Readonly<Record<BrowserSummary['usedFor'][number], string>> = {
  headless: 'jobs without a window',
  headed: 'jobs with a window',
  named: 'flows that name it',
};

/** What a browser is used for, as one line. */
export function usedForWords({ path, usedFor }: Pick<BrowserSummary, 'path' | 'usedFor'>): string {
  if (path === null) return '';
  return usedFor.length === 0
    ? 'not used: another one is preferred'
    : usedFor.map((use) => USES[use]).join(', ');
}

/** How far an installation is, as one line. */
export function progressWords({ part, percent, bytes }: Extract<Installation, { state: 'running' }>): string {
  if (part === null) return 'Getting ready …';
  const of = bytes === null ? '' : ` of ${formatBytes(bytes)}`;
  if (percent === 100) return `${part}: unpacking …`;
  return percent === null ? `${part}: asking the server …` : `${part}: ${percent}%${of}`;
}

/** True when jobs find no browser at all, whatever they want. */
export function isNoneUsed(browsers: readonly BrowserSummary[]): boolean {
  return browsers.every(({ usedFor }) => !usedFor.includes('headless') && !usedFor.includes('headed'));
}

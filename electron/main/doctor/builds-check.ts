import type { Finding } from './checks.ts';

/** A build of Playwright's that flows can name. */
export interface FoundBuild {
  readonly id: 'firefox' | 'webkit';
  /** Null = it is not installed. */
  readonly path: string | null;
  readonly version: string | null;
}

const NAMES = { firefox: 'Firefox', webkit: 'WebKit' } as const;

/** Which of Playwright's other builds are there. None is needed: only flows that name one use it. */
export function buildsCheck(builds: readonly FoundBuild[]): Finding {
  const there = builds.flatMap(({ id, path, version }) =>
    path === null ? [] : [`${NAMES[id]}${version === null ? '' : ` ${version}`} (${path})`],
  );
  const missing = builds.filter(({ path }) => path === null).map(({ id }) => id);
  if (missing.length === 0) return { ok: true, found: there.join('; ') };
  const names = missing.map((id) => NAMES[id]).join(' and ');
  const get = `no ${names}: needed only by flows that name it; to get it, open the page Browsers or type: npx playwright install ${missing.join(' ')}`;
  return { ok: true, found: [...there, get].join('; ') };
}

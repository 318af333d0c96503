import type { Finding } from './checks.ts';

/** What the search for browsers and their start need to tell. */
export interface BrowserFacts {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  /** True where apt installs programs (Debian, Ubuntu and their kin). */
  readonly hasApt: boolean;
  /** The browsers that jobs could use, the preferred one first. */
  findBrowsers(): readonly FoundPlace[];
  /** Really starts the program to ask for its version; rejects when it does not start. */
  browserVersion(path: string): Promise<string>;
}

export interface FoundPlace {
  readonly path: string;
}

/** A browser counts when it starts: a file that is there can still be broken or lack a library. Jobs use the first one. */
export async function browserCheck(facts: BrowserFacts): Promise<Finding> {
  const tried = await Promise.all(facts.findBrowsers().map((place) => tryToStart(place.path, facts)));
  const [first] = tried;
  if (first === undefined) return noBrowser(facts);
  const working = tried.filter((one) => one.version !== null);
  if (first.version !== null) {
    return { ok: true, found: working.map(({ path, version }) => `${version} (${path})`).join('; ') };
  }
  const other = working[0];
  const mend =
    other === undefined
      ? `Repair it, or get another one. ${howToGetOne(facts)}`
      : `Repair it, or use the other one: set RUNWRIGHT_BROWSER=${other.path}`;
  return { ok: false, found: `${first.path} does not start: ${first.reason}`, mend };
}

function noBrowser(facts: BrowserFacts): Finding {
  const named = facts.env.RUNWRIGHT_BROWSER ?? '';
  if (named === '') return { ok: false, found: 'none', mend: howToGetOne(facts) };
  return {
    ok: false,
    found: `none: RUNWRIGHT_BROWSER names ${named}, which is not there`,
    mend: `Unset RUNWRIGHT_BROWSER, or let it name a browser that is there. To get one: ${howToGetOne(facts)}`,
  };
}

async function tryToStart(
  path: string,
  facts: BrowserFacts,
): Promise<{ path: string; version: string | null; reason: string }> {
  try {
    const version = (await facts.browserVersion(path)).trim();
    return version === ''
      ? { path, version: null, reason: 'it said nothing about its version' }
      : { path, version, reason: '' };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { path, version: null, reason: text.split('\n')[0] ?? text };
  }
}

/** One line for this system that gets a browser. */
function howToGetOne({ platform, isRoot, hasApt }: BrowserFacts): string {
  if (platform === 'win32') return 'Type: winget install Google.Chrome';
  if (platform === 'darwin')
    return 'Type: brew install --cask google-chrome (or take it from https://www.google.com/chrome)';
  if (hasApt) return `Type: ${isRoot ? '' : 'sudo '}apt-get install -y chromium`;
  return 'Type: npx playwright install chromium';
}

import type { Fault } from '../errors.ts';
import type { Loose } from './nested.ts';
import { isLoose } from './placed-steps.ts';

/** How a browser that runs elsewhere is spoken to: Playwright's own protocol, or the DevTools protocol of Chromium. */
export type EndpointWay = 'playwright' | 'cdp';

/** What its address may begin with. */
export const ENDPOINT_PROTOCOLS: Readonly<Record<EndpointWay, readonly string[]>> = {
  playwright: ['ws:', 'wss:'],
  cdp: ['http:', 'https:', 'ws:', 'wss:'],
};

/** The rules that look at the flow's browser as a whole: what goes together, and addresses of browsers elsewhere. */
export function browserFaults(flow: Loose): Fault[] {
  const browser = isLoose(flow.browser) ? flow.browser : {};
  return [...channelFaults(browser), ...endpointFaults(browser), ...signedInFaults(browser, flow.steps)];
}

/** A look at the login needs a profile to be signed in, and a page to look at. */
function signedInFaults({ signedIn, profile }: Loose, steps: unknown): Fault[] {
  if (!isLoose(signedIn)) return [];
  if (typeof profile !== 'string') {
    return [{ path: 'browser.signedIn', message: 'it goes with “profile”: name the one that is signed in.' }];
  }
  const first: unknown = Array.isArray(steps) ? steps[0] : undefined;
  if (typeof signedIn.url === 'string' || (isLoose(first) && first.action === 'goto')) return [];
  const message = 'the flow does not begin with “goto”: name the page that tells in “url”.';
  return [{ path: 'browser.signedIn', message }];
}

function channelFaults({ type, channel, endpoint }: Loose): Fault[] {
  if (typeof channel !== 'string') return [];
  const path = 'browser.channel';
  if (type === 'firefox' || type === 'webkit') {
    return [{ path, message: `a channel is a kind of Chromium, not of ${type}: leave it out.` }];
  }
  if (endpoint === undefined) return [];
  return [{ path, message: 'the browser elsewhere is what it is: leave the channel out.' }];
}

function endpointFaults({ type, endpoint }: Loose): Fault[] {
  if (!isLoose(endpoint)) return [];
  const ways = (['playwright', 'cdp'] as const).filter((way) => typeof endpoint[way] === 'string');
  if (ways.length !== 1) {
    return [{ path: 'browser.endpoint', message: 'exactly one of “playwright” and “cdp” is expected.' }];
  }
  const [way] = ways;
  const text = way === undefined ? undefined : endpoint[way];
  if (way === undefined || typeof text !== 'string') return [];
  const path = `browser.endpoint.${way}`;
  const faults: Fault[] = [];
  if (way === 'cdp' && typeof type === 'string' && type !== 'chromium') {
    faults.push({ path, message: `only Chromium speaks this protocol, not ${type}: use “playwright”.` });
  }
  const wrong = addressFault(text, way);
  if (wrong !== null) faults.push({ path, message: wrong });
  return faults;
}

/** The address that a text is; null = none. */
export function addressOf(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/** An address with values to be put in is looked at when they are known. */
function addressFault(text: string, way: EndpointWay): string | null {
  if (text.includes('{{')) return null;
  const url = addressOf(text);
  const begins = ENDPOINT_PROTOCOLS[way].map((each) => `${each}//`).join(' or ');
  if (url === null || !ENDPOINT_PROTOCOLS[way].includes(url.protocol))
    return `an address that begins with ${begins} is expected.`;
  if (url.password === '') return null;
  return 'a password stands in the address for everybody to read: put it into a secret input and write {{secret.name}} here.';
}

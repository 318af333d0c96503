import { createServer, type Server, type Socket } from 'node:net';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { classify } from '../../electron/worker/classify.ts';
import { type ErrorCategory, RETRYABLE } from '../../shared/job/error.ts';
import { testChromium } from '../support/chromium.ts';
import { startSite, type TestSite } from '../support/test-site.ts';

/** The errors are made by the real browser and the real library: what they say is what is told apart. */
vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let site: TestSite;
let context: BrowserContext;
let page: Page;
let raw: { origin: string; answer: (socket: Socket) => void; server: Server };

beforeAll(async () => {
  site = await startSite({
    '/': '<title>Here</title><button>Go</button><button>Go</button><div style="position:fixed;inset:0">x</div>',
    '/round': (_request, response) => response.writeHead(302, { location: '/round' }).end(),
    '/file': (_request, response) =>
      response.writeHead(200, { 'content-disposition': 'attachment; filename="a.bin"' }).end('abc'),
    '/broken-file': (_request, response) => {
      response.writeHead(200, {
        'content-disposition': 'attachment; filename="a.bin"',
        'content-length': '1000000',
      });
      response.write('abc', () => response.destroy());
    },
    '/hangs': () => undefined,
  });
  raw = await rawServer();
  const { executablePath, sandbox } = testChromium();
  browser = await chromium.launch({ executablePath, chromiumSandbox: sandbox });
});
afterAll(async () => {
  await browser.close();
  await site.stop();
  raw.server.close();
});
beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
});
afterEach(() => context.close());

/** A server that does to a connection what the test says. */
async function rawServer(): Promise<typeof raw> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => made.answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const made = {
    origin: `http://127.0.0.1:${address.port}`,
    answer: (_socket: Socket): void => undefined,
    server,
  };
  return made;
}

/** What the operation threw, as a person is told. */
async function told(operation: () => Promise<unknown>): Promise<ReturnType<typeof classify>> {
  const error: unknown = await operation().then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  return classify(error);
}

function expectTold(
  { category, message, mend }: ReturnType<typeof classify>,
  wanted: ErrorCategory,
  words: RegExp,
  isTriedAgain: boolean,
): void {
  expect([category, message]).toEqual([wanted, expect.stringMatching(words)]);
  expect(RETRYABLE[category]).toBe(isTriedAgain);
  expect(mend).toMatch(/^[A-Z].*\.$/);
}

describe('an address', () => {
  const cases: readonly [string, () => Promise<unknown>, ErrorCategory, RegExp, boolean][] = [
    [
      'whose name nobody knows',
      () => page.goto('http://nobody.invalid/'),
      'NetworkError',
      /NAME_NOT_RESOLVED|INTERNET_DISCONNECTED/,
      true,
    ],
    [
      'that leads round in circles',
      () => page.goto(`${site.origin}/round`),
      'NetworkError',
      /circles.*ERR_TOO_MANY_REDIRECTS/,
      true,
    ],
    ['that is none', () => page.goto('http://'), 'InvalidURLError', /not a valid one/, false],
    ['on a forbidden port', () => page.goto('http://127.0.0.1:25/'), 'InvalidURLError', /port/, false],
    [
      'that speaks no TLS',
      () => page.goto(site.origin.replace('http:', 'https:')),
      'NetworkError',
      /not secure.*ERR_SSL/,
      true,
    ],
    ['that is a file', () => page.goto(`${site.origin}/file`), 'UnknownError', /starts a download/, false],
    [
      'that does not answer in time',
      () => page.goto(`${site.origin}/hangs`, { timeout: 300 }),
      'TimeoutError',
      /within 0\.3 s/,
      true,
    ],
  ];
  test.each(cases)('%s', async (_name, operation, category, words, again) => {
    expectTold(await told(operation), category, words, again);
  });

  test('at which nobody listens', async () => {
    const free = await rawServer();
    await new Promise((resolve) => free.server.close(resolve));
    expectTold(await told(() => page.goto(free.origin)), 'NetworkError', /nothing is listening there/, true);
  });
});

describe('a server', () => {
  test.each<[string, (socket: Socket) => void, RegExp]>([
    ['that breaks off', (socket) => socket.resetAndDestroy(), /broke off.*ERR_CONNECTION_RESET/],
    ['that sends nothing', (socket) => socket.end(), /sent nothing.*ERR_EMPTY_RESPONSE/],
    [
      'that redirects to nowhere',
      (socket) => socket.end('HTTP/1.1 302 Found\r\nlocation: http://\r\n\r\n'),
      /ERR_(?:INVALID_REDIRECT|INVALID_URL|FAILED|UNSAFE_REDIRECT)|valid/,
    ],
  ])('%s', async (_name, answer, words) => {
    raw.answer = answer;
    const { message, mend } = await told(() => page.goto(raw.origin));
    expect(message).toMatch(words);
    expect(mend).toMatch(/^[A-Z].*\.$/);
  });
});

describe('the browser', () => {
  test('that is offline', async () => {
    await context.setOffline(true);
    expectTold(
      await told(() => page.goto(site.origin)),
      'NetworkError',
      /not connected.*ERR_INTERNET_DISCONNECTED/,
      true,
    );
  });

  test('that blocks the address', async () => {
    await context.route('**/*', (route) => route.abort('blockedbyclient'));
    expectTold(
      await told(() => page.goto(site.origin)),
      'UnknownError',
      /blocked.*ERR_BLOCKED_BY_CLIENT/,
      false,
    );
  });

  test.each([
    ['connectionrefused', /refuses connections/],
    ['connectionaborted', /was broken off/],
    ['addressunreachable', /cannot be reached/],
    ['timedout', /did not answer in time/],
    ['failed', /could not be loaded/],
  ])('whose connection fails with %s', async (code, words) => {
    await context.route('**/*', (route) => route.abort(code));
    expectTold(await told(() => page.goto(site.origin)), 'NetworkError', words, true);
  });

  test('whose proxy is not there', async () => {
    const free = await rawServer();
    await new Promise((resolve) => free.server.close(resolve));
    const proxied = await browser.newContext({ proxy: { server: free.origin } });
    const there = await proxied.newPage();
    expectTold(
      await told(() => there.goto('http://shop.test/')),
      'NetworkError',
      /proxy cannot be reached/,
      true,
    );
    await proxied.close();
  });
});

describe('a page', () => {
  test('that crashes', async () => {
    const waiting = told(() => page.locator('#never').click({ timeout: 20_000 }));
    await page.goto('chrome://crash').catch(() => undefined);
    expectTold(await waiting, 'BrowserError', /crashed/, true);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['that is closed', () => page.close()],
    ['whose context is closed', () => context.close()],
  ])('%s', async (_name, close) => {
    await page.goto(site.origin);
    const waiting = told(() => page.locator('#never').click({ timeout: 20_000 }));
    await close();
    expectTold(await waiting, 'BrowserError', /was closed while the step ran/, true);
  });

  test('whose browser ends', async () => {
    const { executablePath, sandbox } = testChromium();
    const other = await chromium.launch({ executablePath, chromiumSandbox: sandbox });
    const there = await other.newPage();
    const waiting = told(() => there.locator('#never').click({ timeout: 20_000 }));
    await other.close();
    expectTold(await waiting, 'BrowserError', /was closed/, true);
  });

  test('that goes on to another address meanwhile', async () => {
    const first = told(() => page.goto(`${site.origin}/hangs`));
    await page.waitForTimeout(0);
    await page.goto(site.origin);
    expect((await first).category).toBe('NetworkError');
  });
});

describe('an operation', () => {
  test.each<[string, () => Promise<unknown>, ErrorCategory, RegExp]>([
    [
      'on a covered element',
      () => page.locator('button').first().click({ timeout: 400 }),
      'TimeoutError',
      /within 0\.4 s/,
    ],
    ['with a wrong css', () => page.locator('a[').click({ timeout: 400 }), 'UnknownError', /cannot be read/],
    [
      'with a wrong xpath',
      () => page.locator('xpath=//[').click({ timeout: 400 }),
      'UnknownError',
      /cannot be read/,
    ],
    ['with an unknown key', () => page.keyboard.press('Entr'), 'UnknownError', /no key “Entr”/],
    [
      'on the wrong kind of element',
      () => page.locator('title').fill('x', { timeout: 2000, force: true }),
      'UnknownError',
      /does not take this action/,
    ],
  ])('%s', async (_name, operation, category, words) => {
    await page.goto(site.origin);
    const { category: got, message } = await told(operation);
    expect([got, message]).toEqual([category, expect.stringMatching(words)]);
  });

  test('whose download breaks off', async () => {
    await page.goto(site.origin);
    const coming = page.waitForEvent('download');
    await page.evaluate(() => location.assign('/broken-file'));
    const download = await coming;
    expectTold(await told(() => download.path()), 'NetworkError', /broke off before it was whole/, true);
  });
});

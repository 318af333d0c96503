import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOwnHost, parseCookies } from '../../../../electron/main/practice-site/request.ts';
import { PAGES } from '../../../../electron/main/practice-site/routes.ts';
import { type PracticeSite, startPracticeSite } from '../../../../electron/main/practice-site/server.ts';
import { ask } from './ask.ts';
import { HandClock } from './hand-clock.ts';

let site: PracticeSite;
let clock: HandClock;

beforeEach(async () => {
  clock = new HandClock();
  site = await startPracticeSite(clock);
});

afterEach(async () => {
  await site.stop();
  expect(clock.timers.size).toBe(0);
});

describe('the Host check', () => {
  it.each([
    ['127.0.0.1:8080', true],
    ['localhost:8080', true],
    ['127.0.0.1:8081', false],
    ['127.0.0.1', false],
    ['localhost', false],
    ['LOCALHOST.evil.example:8080', false],
    ['evil.example:8080', false],
    ['127.0.0.1:8080.evil.example', false],
    ['', false],
    [undefined, false],
  ])('%s → %s', (host, isOwn) => {
    expect(isOwnHost(host, 8080)).toBe(isOwn);
  });

  it('lets its own two names in and answers 421 to every other', async () => {
    const { port } = new URL(site.url);
    const statusFor = async (host: string): Promise<number> =>
      (await ask(`${site.url}/books`, { headers: { host } })).status;
    expect(await statusFor(`127.0.0.1:${port}`)).toBe(200);
    expect(await statusFor(`localhost:${port}`)).toBe(200);
    expect(await statusFor('evil.example')).toBe(421);
    expect(await statusFor(`evil.example:${port}`)).toBe(421);
  });
});

describe('what the shop refuses', () => {
  it('answers 405 to methods other than GET and POST, and to POST where no form is', async () => {
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      expect((await ask(`${site.url}/books`, { method })).status).toBe(405);
    }
    expect(await ask(`${site.url}/books`, { form: { a: 'b' } })).toMatchObject({
      status: 405,
      headers: { allow: 'GET' },
    });
  });

  it('answers 413 to a body of more than 16 KB and takes one just under it', async () => {
    const note = (length: number): Promise<{ status: number }> =>
      ask(`${site.url}/login`, { form: { email: 'x'.repeat(length), password: '' } });
    expect((await note(16 * 1024 - 50)).status).toBe(200);
    expect((await note(16 * 1024 + 1)).status).toBe(413);
  });

  it('answers 415 to a body that is no form', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await ask(`${site.url}/login`, { method: 'POST', headers, body: '{}' })).status).toBe(415);
  });

  it('answers 400 to an address that cannot be decoded', async () => {
    expect((await ask(`${site.url}/books/%E0%A4%A`)).status).toBe(400);
  });
});

describe('every page', () => {
  const OTHER_STATUS = new Map([
    ['/account', 303],
    ['/auth', 401],
    ['/flaky', 503],
    ['/missing', 404],
  ]);

  it.each([...PAGES.keys()])('%s answers, with no script or address from elsewhere', async (path) => {
    const asked = ask(site.url + path);
    if (path === '/slow' || path === '/late/message') (await clock.whenSet()).fn();
    const { status, headers, body } = await asked;
    expect(status).toBe(OTHER_STATUS.get(path) ?? 200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    const addresses = [...body.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.filter((address) => !/^[/#]/.test(address ?? ''))).toEqual([]);
    expect(body).not.toMatch(/<script(?! src="\/assets\/)|<style| style=| on[a-z]+=/);
  });

  it('links only to addresses that answer', async () => {
    const { body } = await ask(`${site.url}/`);
    const addresses = new Set([...body.matchAll(/href="(\/[^"]*)"/g)].map(([, address]) => address ?? ''));
    expect(addresses.size).toBeGreaterThan(20);
    for (const address of addresses) {
      const path = new URL(address, site.url).pathname;
      expect(PAGES.has(path) || (await ask(site.url + address)).status === 200, address).toBe(true);
    }
  });
});

describe('start and stop', () => {
  it('stops twice, also at once, and the port is closed then', async () => {
    await Promise.all([site.stop(), site.stop()]);
    await site.stop();
    await expect(ask(`${site.url}/`)).rejects.toThrow(/ECONNREFUSED/);
  });

  it('opens a shop of its own with every start', async () => {
    const other = await startPracticeSite(clock);
    expect(other.url).not.toBe(site.url);
    await other.stop();
    expect((await ask(`${site.url}/`)).status).toBe(200);
  });

  it('does not wait for a slow page or an idle connection when it stops', async () => {
    const slow = ask(`${site.url}/slow?ms=60000`).catch((error: Error) => error);
    await clock.whenSet();
    const idle = connect(Number(new URL(site.url).port), '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    const idleClosed = new Promise((resolve) => idle.once('close', resolve));
    await site.stop();
    expect(await slow).toBeInstanceOf(Error);
    await idleClosed;
    expect(clock.timers.size).toBe(0);
  });

  it('forgets the wait of a visitor who hangs up', async () => {
    const socket = connect(Number(new URL(site.url).port), '127.0.0.1');
    socket.write(`GET /slow HTTP/1.1\r\nHost: ${new URL(site.url).host}\r\n\r\n`);
    await clock.whenSet();
    const emptied = clock.whenEmpty();
    socket.destroy();
    await emptied;
    expect(clock.timers.size).toBe(0);
  });
});

describe('cookies', () => {
  it('are read by name, the first of a name winning, and nonsense is left out', () => {
    expect([...parseCookies('a=1; b = 2;c; =x; a=3; d=e=f')]).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['d', 'e=f'],
    ]);
    expect(parseCookies(undefined).size).toBe(0);
  });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ActionBench } from './action-bench.ts';
import { ACTION_PAGES } from './action-pages.ts';

let bench: ActionBench;

beforeAll(async () => {
  bench = await ActionBench.start(ACTION_PAGES);
}, 60_000);
afterAll(() => bench.stop());
beforeEach(() => bench.begin());

const click = (text: string): object => ({ action: 'click', target: [{ text }] });

describe('waiting', () => {
  test('for an answer finds one that came since the last action, and one that still comes', async () => {
    const { lines } = await bench.run('/answers', [
      click('Send'),
      { action: 'waitFor', time: 300 },
      { action: 'waitFor', response: { url: '/echo', method: 'POST', status: 200 } },
      { action: 'waitFor', response: { url: '**/missing', status: 404 } },
    ]);
    expect(lines).toEqual([
      `INFO ${bench.site.origin}/echo answered with 200.`,
      `INFO ${bench.site.origin}/missing answered with 404.`,
    ]);
  });

  test('for an answer in vain says what came instead; an older one does not count', async () => {
    await bench.run('/answers', [click('Send'), { action: 'waitFor', response: { url: '/missing' } }]);
    const wait = { action: 'waitFor', response: { url: '/missing', status: 200 } };
    await expect(bench.step(wait, 300)).rejects.toThrow(
      `No answer 200 from /missing came: ${bench.site.origin}/missing answered with 404 (waited 0.3 s).`,
    );
    await bench.step(click('Away'));
    await expect(bench.step({ ...wait, response: { url: '/missing' } }, 300)).rejects.toThrow(
      'No answer from /missing came (',
    );
  });

  test('for an address takes globs and regular expressions', async () => {
    await bench.run('/one', [
      click('Two'),
      { action: 'waitFor', url: '**/two' },
      { action: 'waitFor', url: '/TWO$/i' },
    ]);
    await expect(bench.step({ action: 'waitFor', url: '**/one' }, 200)).rejects.toThrow(
      'did not become **/one',
    );
  });

  test('for a download keeps the file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'runwright-sent-'));
    const { files } = await bench.run('/sends', [click('Export'), { action: 'waitFor', download: {} }]);
    const [file] = files;
    if (file === undefined || !('saveTo' in file.content)) throw new Error('no file came');
    await file.content.saveTo(join(folder, 'x.csv'));
    expect([file.kind, file.name, readFileSync(join(folder, 'x.csv'), 'utf8')]).toEqual([
      'download',
      'report.csv',
      'a,b\n1,2\n',
    ]);
    rmSync(folder, { recursive: true });
  });
});

describe('pages are kept', () => {
  test('as PDF, HTML and MHTML', async () => {
    const { files } = await bench.run('/words', [
      { action: 'pdf' },
      { action: 'savePage' },
      { action: 'savePage', format: 'mhtml' },
    ]);
    const contents = files.map(({ content }) =>
      'bytes' in content
        ? Buffer.from(content.bytes).toString('latin1')
        : 'text' in content
          ? content.text
          : '',
    );
    expect(files.map(({ name }) => name)).toEqual(['page.pdf', 'page.html', 'page.mhtml']);
    expect(contents[0]).toMatch(/^%PDF-/);
    expect(contents[1]).toContain('שלח 📨');
    expect(contents[2]).toMatch(/^From: <Saved by Blink>/);
    expect(contents[2]).not.toMatch(/=\r?\n/);
  });
});

describe('JavaScript', () => {
  test('gives JSON, waits for promises, and takes values as arguments, never as text', async () => {
    const evil = '"); throw new Error("x"); ("';
    const { results } = await bench.run('/one', [
      {
        action: 'evaluate',
        expression: 'document.querySelector("h1").textContent // a comment',
        as: 'title',
      },
      {
        action: 'evaluate',
        script: 'await null; return { word, list: [1, null] }',
        args: { word: evil },
        as: 'all',
      },
      { action: 'evaluate', script: 'document.title = "x"', as: 'none' },
      { action: 'evaluate', expression: '{{ a: 1 }}'.replaceAll(/^\{|\}$/g, ''), as: 'object' },
    ]);
    expect(results).toEqual({
      title: 'One',
      all: { word: evil, list: [1, null] },
      none: null,
      object: { a: 1 },
    });
  });

  test('runs where the page forbids scripts', async () => {
    const { results } = await bench.run('/csp', [{ action: 'evaluate', expression: '1 + 1', as: 'two' }]);
    expect(results).toEqual({ two: 2 });
  });

  test.each([
    ['return x.y', /^The script failed: .*x is not defined/],
    ['return (', /^The script failed: .*Unexpected token/],
    ['const a = {}; a.a = a; return a', /^The script failed: .*circular/],
    ['return "x".repeat(600_000)', /is too long: 600002 characters/],
  ])('that is wrong is told: %s', async (script, words) => {
    await bench.run('/one', []);
    await expect(bench.step({ action: 'evaluate', script })).rejects.toMatchObject({
      category: 'UnknownError',
      message: expect.stringMatching(words),
    });
  });
});

describe('requests', () => {
  test('go out with the cookies of the browser and bring theirs back', async () => {
    const { origin } = bench.site;
    const { results } = await bench.run('/storage', [
      { action: 'storage', setCookie: { name: 'who', value: 'ada', httpOnly: true, maxAge: 60 } },
      { action: 'request', url: `${origin}/echo`, method: 'POST', json: { a: 'ä😀' }, as: 'got' },
      { action: 'request', url: `${origin}/echo`, method: 'PUT', form: { a: 'b c' }, as: 'form' },
      { action: 'storage', getCookie: 'seen', as: 'seen' },
    ]);
    expect(results).toMatchObject({
      got: {
        status: 200,
        ok: true,
        json: { method: 'POST', cookie: 'who=ada', type: 'application/json', body: '{"a":"ä😀"}' },
      },
      form: { json: { method: 'PUT', body: 'a=b+c' } },
      seen: 'yes',
    });
  });

  test.each([
    ['file:///etc/passwd', 'InvalidURLError', 'begins with file:'],
    ['javascript:alert(1)', 'InvalidURLError', 'begins with javascript:'],
    ['http://127.0.0.1:1/', 'NetworkError', 'The server refuses connections'],
  ])('to %s fail as %s', async (url, category, words) => {
    await expect(bench.step({ action: 'request', url })).rejects.toMatchObject({
      category,
      message: expect.stringContaining(words),
    });
  });
});

describe('dialogs', () => {
  const log = () => bench.text('#log');

  test('are dismissed when no step has said otherwise', async () => {
    await bench.run('/asks', [click('Ask'), { action: 'assert', dialog: 'Saved 7' }]);
    expect((await log()).trim()).toBe('false null');
  });

  test('are answered in the order of the steps, then as before', async () => {
    await bench.run('/asks', [
      { action: 'dialog', answer: 'accept' },
      { action: 'dialog', answer: 'accept', text: 'Ada 😀' },
      click('Ask'),
      click('Ask'),
    ]);
    expect((await log()).trim()).toBe('true Ada 😀 false null');
  });

  test('are all accepted when a step says so, a question with what the page put there', async () => {
    await bench.run('/asks', [
      { action: 'dialog', answer: 'accept', which: 'all' },
      click('Ask'),
      click('Ask'),
    ]);
    expect((await log()).trim()).toBe('true Bob true Bob');
  });

  test('that would keep a page from being left do not', async () => {
    await bench.run('/leave', [click('Touch'), { action: 'goto', url: `${bench.site.origin}/one` }]);
    expect(await bench.text('h1')).toBe('One');
    expect(bench.brought.lines).toEqual(['WARN The page asked whether it may be left; it was left.']);
  });
});

describe('tabs', () => {
  const title = () => bench.browsing.page.title();

  test('are opened, changed by place, title and address, and closed', async () => {
    const { origin } = bench.site;
    await bench.run('/one', [{ action: 'tab', open: `${origin}/two` }]);
    expect(await title()).toBe('Two');
    await bench.step({ action: 'tab', index: 0 });
    expect(await bench.text('h1')).toBe('One');
    await bench.step({ action: 'tab', title: 'Two' });
    await bench.step({ action: 'tab', url: '**/one' });
    expect(await bench.text('h1')).toBe('One');
    await bench.step({ action: 'tab', url: '/two' });
    await bench.step({ action: 'tab', close: true });
    expect(await bench.text('h1')).toBe('One');
    await expect(bench.step({ action: 'tab', close: true })).rejects.toThrow('is the only one');
    await expect(bench.step({ action: 'tab', title: 'None' }, 200)).rejects.toThrow(
      'There is no tab with the title “None”',
    );
    expect(bench.brought.lines.filter((line) => line.includes('new window'))).toEqual([]);
  });

  test.each(['file:///etc/passwd', 'javascript:alert(1)', 'nowhere'])(
    '%s is not opened in one',
    async (open) => {
      await expect(bench.step({ action: 'tab', open })).rejects.toMatchObject({
        category: 'InvalidURLError',
      });
      expect(bench.browsing.context.pages().length).toBe(1);
    },
  );

  test('a window that an action opens is entered, at once or late', async () => {
    await bench.run('/opens', [click('Other'), { action: 'tab', popup: true }]);
    expect(await title()).toBe('Two');
    await bench.step({ action: 'tab', close: true });
    await bench.step(click('Later'));
    await bench.step({ action: 'tab', popup: true });
    expect(await title()).toBe('Two');
    await expect(bench.step({ action: 'tab', popup: true }, 200)).rejects.toThrow('No new window opened');
  });

  test('when the present one closes itself, the steps go on in the one before', async () => {
    await bench.run('/opens-closing', [click('Window'), { action: 'tab', popup: true }, click('Close me')]);
    await bench.step({ action: 'assert', target: [{ text: 'Opener' }] });
    expect(bench.brought.lines).toContain(
      'INFO The window was closed; the steps go on in the one before it.',
    );
  });
});

describe('what the browser keeps and pretends', () => {
  test('cookies and storage are set, read and cleared', async () => {
    const { results } = await bench.run('/storage', [
      { action: 'storage', setCookie: { name: 'a', value: '1' } },
      { action: 'storage', set: { key: 'k', value: 'שלום' } },
      { action: 'storage', set: { area: 'session', key: 's', value: 'x' } },
      { action: 'reload' },
      { action: 'extract', target: [{ css: '#cookie' }], as: 'shown' },
      { action: 'storage', get: { key: 'k' }, as: 'local' },
      { action: 'storage', remove: { key: 'k' } },
      { action: 'storage', get: { key: 'k' }, as: 'removed' },
      { action: 'storage', clear: 'session' },
      { action: 'storage', get: { area: 'session', key: 's' }, as: 'cleared' },
      { action: 'storage', clearCookies: { name: 'other' } },
      { action: 'storage', getCookie: 'a', as: 'kept' },
      { action: 'storage', clearCookies: true },
      { action: 'storage', getCookie: 'a', as: 'gone' },
    ]);
    expect(results).toEqual({
      shown: 'a=1',
      local: 'שלום',
      removed: null,
      cleared: null,
      kept: '1',
      gone: null,
    });
  });

  test('storage of no site is told as such', async () => {
    await expect(bench.step({ action: 'storage', clear: 'local' })).rejects.toThrow('storage cannot be used');
  });

  test('permissions and the place are what the steps say', async () => {
    const asks =
      'new Promise((done) => navigator.geolocation.getCurrentPosition((p) => done([p.coords.latitude, p.coords.longitude]), () => done("no")))';
    const state = '(await navigator.permissions.query({ name: "geolocation" })).state';
    const { results } = await bench.run('/one', [
      { action: 'geolocation', latitude: 59.91, longitude: 10.75 },
      { action: 'evaluate', expression: asks, as: 'place' },
      { action: 'permissions', clear: true },
      { action: 'evaluate', expression: state, as: 'after' },
    ]);
    expect(results).toEqual({ place: [59.91, 10.75], after: 'prompt' });
  });

  test('colours, size, network and speed change', async () => {
    const { results } = await bench.run('/one', [
      { action: 'emulate', colorScheme: 'dark', viewport: { width: 400, height: 300 } },
      {
        action: 'evaluate',
        expression: '[matchMedia("(prefers-color-scheme: dark)").matches, innerWidth]',
        as: 'look',
      },
      { action: 'emulate', throttle: { latency: 300 } },
      {
        action: 'evaluate',
        script: 'const t = performance.now(); await fetch("/one?x"); return performance.now() - t > 250',
        as: 'slow',
      },
      { action: 'emulate', throttle: false, offline: true },
      { action: 'evaluate', expression: 'fetch("/one").then(() => "came", () => "offline")', as: 'offline' },
    ]);
    expect(results).toEqual({ look: [true, 400], slow: true, offline: 'offline' });
  });

  test('requests are blocked and answered until the rules are taken back', async () => {
    await bench.run('/bits', [{ action: 'assert', title: 'loaded' }]);
    const { results } = await bench.run('/one', [
      { action: 'route', types: ['image'], block: true },
      {
        action: 'route',
        url: '**/api/*',
        answer: { status: 201, contentType: 'application/json', body: '{"n":"😀"}' },
      },
      { action: 'goto', url: `${bench.site.origin}/bits` },
      { action: 'assert', title: 'blocked' },
      {
        action: 'evaluate',
        expression: 'fetch("/api/x").then(async (r) => [r.status, await r.json()])',
        as: 'mock',
      },
      { action: 'route', clear: true },
      { action: 'goto', url: `${bench.site.origin}/bits` },
      { action: 'assert', title: 'loaded' },
    ]);
    expect(results).toEqual({ mock: [201, { n: '😀' }] });
  });

  test('a user name and password open a page that asks the browser for them', async () => {
    const { origin } = bench.site;
    const open = { action: 'goto', url: `${origin}/basic` };
    await expect(bench.step(open)).rejects.toThrow('ERR_INVALID_AUTH_CREDENTIALS');
    await bench.step({ action: 'httpAuth', username: 'ada', password: 'pässwort', origin });
    await bench.step(open);
    expect(await bench.text('h1')).toBe('Inside');
  });
});

describe('a page that misbehaves', () => {
  const told = (words: string) => bench.brought.lines.filter((line) => line.includes(words)).length;

  test('floods dialogs: each is answered, they are told so often, then once, and the steps go on', async () => {
    await bench.run('/flood', [click('Dialogs')]);
    await expect.poll(() => told('More dialogs are not told.'), { timeout: 30_000 }).toBe(1);
    expect(told('The page showed a dialog')).toBe(20);
    await bench.step({ action: 'goto', url: `${bench.site.origin}/one` }, 60_000);
    await bench.step({ action: 'assert', target: [{ text: 'One' }] }, 20_000);
  }, 120_000);

  test('floods dialogs while it is left: one that opens in that moment cannot be answered, and does not hold the step up', async () => {
    for (let round = 0; round < 5; round++) {
      await bench.run('/flood', [click('Dialogs')]);
      await bench.step({ action: 'goto', url: `${bench.site.origin}/one` }, 30_000);
      await bench.step({ action: 'assert', target: [{ text: 'One' }] }, 20_000);
    }
    expect(bench.browsing.context.pages().length).toBe(1);
  }, 120_000);

  test('opens windows without end, of which only so many stay', async () => {
    await bench.run('/flood', [click('Windows')], 30_000);
    await expect.poll(() => told('More new windows are not told.'), { timeout: 30_000 }).toBe(1);
    await expect
      .poll(() => bench.browsing.context.pages().length, { timeout: 30_000 })
      .toBeLessThanOrEqual(20);
    expect(bench.brought.lines.length).toBe(21);
    await expect(bench.step({ action: 'tab', open: `${bench.site.origin}/one` })).rejects.toThrow(
      'No other tab can be opened',
    );
  }, 60_000);

  test('opens files and scripts in windows, and gets neither', async () => {
    await bench.run('/opens', [click('Bad'), { action: 'waitFor', time: 300 }]);
    const addresses = bench.browsing.context.pages().map((page) => page.url());
    expect(addresses.filter((url) => url.startsWith('file:'))).toEqual([]);
    expect(await bench.browsing.page.title()).toBe('Page');
  });

  test('starts downloads without end, of which only so many are kept', async () => {
    await bench.run('/downloads', [click('Start'), { action: 'waitFor', time: 1500 }]);
    let kept = 0;
    while (bench.browsing.takeDownload() !== null) kept++;
    expect(kept).toBeLessThanOrEqual(20);
  });
});

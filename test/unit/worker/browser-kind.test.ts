import { expect, test } from 'vitest';
import { executableOf, kindKey, kindOf } from '../../../electron/worker/browser/browser-kind.ts';
import { endpointOf, endpointPlace, endpointSecrets } from '../../../electron/worker/browser/endpoint.ts';
import { installableOf, installMend } from '../../../shared/browsers/installable.ts';
import { BrowserSettings } from '../../../shared/flow/schema.ts';

const browser = (given: object) => BrowserSettings.parse(given);
const FOUND = { headless: '/shell', headed: '/full', chrome: '/chrome' };

test('what belongs to a job’s context makes no other kind of browser; engine, channel, window and place do', () => {
  const key = (given: object, headed = false): string => kindKey(kindOf(browser(given), headed));
  const plain = key({});
  expect(key({ locale: 'de-DE', proxy: { server: 'http://p' }, profile: 'shop' })).toBe(plain);
  const others = [
    key({}, true),
    key({ type: 'firefox' }),
    key({ channel: 'chrome' }),
    key({ endpoint: { cdp: 'http://a' } }),
    key({ endpoint: { playwright: 'ws://a' } }),
  ];
  expect(new Set([plain, ...others]).size).toBe(6);
});

test('a browser elsewhere is one kind, whether its job wants a window or not', () => {
  const elsewhere = browser({ endpoint: { cdp: 'http://a' } });
  expect(kindKey(kindOf(elsewhere, true))).toBe(kindKey(kindOf(elsewhere, false)));
});

test('each kind has its program, and those of Playwright’s own builds are Playwright’s to find', () => {
  const program = (given: object, headed = false) => executableOf(kindOf(browser(given), headed), FOUND);
  expect(program({})).toBe('/shell');
  expect(program({}, true)).toBe('/full');
  expect(program({ channel: 'chrome' })).toBe('/chrome');
  expect(program({ type: 'webkit' })).toBeNull();
  expect(() => program({ channel: 'msedge' })).toThrow(
    'The flow wants Microsoft Edge, which is not on this computer.',
  );
});

test('where there is no browser, the mend is to install one', () => {
  const none = { headless: null, headed: null };
  for (const headed of [true, false]) {
    expect(() => executableOf(kindOf(browser({}), headed), none)).toThrow(
      expect.objectContaining({ category: 'BrowserError', mend: installMend('chromium') }),
    );
  }
  expect(installableOf(installMend('chromium'))).toBe('chromium');
  expect(installableOf(installMend('webkit', ', or use another one'))).toBe('webkit');
  expect(installableOf('Run `doctor`: it says how to get one.')).toBeNull();
});

test('the address of a browser elsewhere is checked when its values are known', () => {
  expect(endpointOf(browser({}))).toBeNull();
  expect(endpointOf(browser({ endpoint: { cdp: 'http://a:9222' } }))).toEqual({
    way: 'cdp',
    url: 'http://a:9222/',
  });
  for (const cdp of ['', 'nonsense', 'file:///etc/passwd', 'javascript:alert(1)']) {
    expect(() => endpointOf({ ...browser({}), endpoint: { cdp } })).toThrow('no address of a browser');
  }
});

test('passwords and keys in the address are secrets, and sentences name the host alone', () => {
  const given = browser({ endpoint: { playwright: 'wss://me:p%40ss@grid.example:8443/pw?token=k3y' } });
  expect(endpointSecrets(given)).toEqual(['p@ss', 'k3y']);
  const endpoint = endpointOf(given);
  expect(endpoint === null ? '' : endpointPlace(endpoint)).toBe('grid.example:8443');
  expect(endpointSecrets(browser({}))).toEqual([]);
});

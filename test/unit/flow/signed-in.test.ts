import { expect, it } from 'vitest';
import { parseFlow } from '../../../shared/flow/parse.ts';

const LOOK = { target: [{ role: 'link', name: 'Log out' }] };
const GOTO = { action: 'goto', url: 'https://shop.example' };

function faultsOf(browser: object, steps: object[] = [GOTO]): unknown {
  const parsed = parseFlow({ runwright: 1, name: 'Test', browser, steps });
  return parsed.ok ? [] : parsed.faults.map(({ path, message }) => `${path}: ${message}`);
}

it('a flow may say how to see that its profile is signed in', () => {
  expect(faultsOf({ profile: 'shop', signedIn: LOOK })).toEqual([]);
  expect(faultsOf({ profile: 'shop', signedIn: { ...LOOK, url: 'https://shop.example/me' } })).toEqual([]);
});

it('without a profile there is nothing to be signed in', () => {
  expect(faultsOf({ signedIn: LOOK })).toEqual([
    'browser.signedIn: it goes with “profile”: name the one that is signed in.',
  ]);
});

it('without an address the first step must open a page', () => {
  const steps = [{ action: 'reload' }];
  expect(faultsOf({ profile: 'shop', signedIn: LOOK }, steps)).toEqual([
    'browser.signedIn: the flow does not begin with “goto”: name the page that tells in “url”.',
  ]);
  expect(faultsOf({ profile: 'shop', signedIn: { ...LOOK, url: 'https://shop.example' } }, steps)).toEqual(
    [],
  );
});

it('a name that is not known is found in it too', () => {
  expect(faultsOf({ profile: 'shop', signedIn: { ...LOOK, url: '{{input.nope}}' } })).toMatchObject([
    expect.stringContaining('browser.signedIn.url'),
  ]);
});

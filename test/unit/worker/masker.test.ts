import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MASK, Masker } from '../../../electron/worker/masker.ts';

const secret = 'p@ss "w/rd & <x>';

test.each([
  ['as it is', `typed ${secret}!`, `typed ${MASK}!`],
  ['in an address', `?p=${encodeURIComponent(secret)}&q=1`, `?p=${MASK}&q=1`],
  [
    'in an address in small letters',
    `?p=${encodeURIComponent(secret).replace(/%../g, (c) => c.toLowerCase())}`,
    `?p=${MASK}`,
  ],
  ['in a form', `p=${encodeURIComponent(secret).replaceAll('%20', '+')}`, `p=${MASK}`],
  ['in JSON', JSON.stringify({ p: secret }), `{"p":"${MASK}"}`],
  ['in HTML', '<b>p@ss "w/rd &amp; &lt;x&gt;</b>', `<b>${MASK}</b>`],
  ['in Base64', `Basic ${Buffer.from(secret).toString('base64')}`, `Basic ${MASK}`],
  ['in a page saved as MHTML', 'a <b>p@ss "w/rd &amp; &lt;x&gt;</b> =C3=A4', `a <b>${MASK}</b> =C3=A4`],
])('a secret is hidden %s', (_how, text, masked) => {
  expect(new Masker([secret]).text(text)).toBe(masked);
});

test('a secret with letters that quoted-printable writes in codes is hidden there', () => {
  expect(new Masker(['pä=ß']).text('<b>p=C3=A4=3D=C3=9F</b>')).toBe(`<b>${MASK}</b>`);
});

test('texts, keys, lists and numbers inside metadata are masked; the rest stays', () => {
  const masker = new Masker(['1234', 'Ada']);
  expect(masker.value({ who: ['Ada', 5], Ada: { pin: 1234, on: true, none: null } })).toEqual({
    who: [MASK, 5],
    [MASK]: { pin: MASK, on: true, none: null },
  });
});

test('a secret inside another one leaves no part behind', () => {
  expect(new Masker(['abc', 'abcdef']).text('abcdef abc')).toBe(`${MASK} ${MASK}`);
});

test('a secret may be added later, and empty ones hide nothing', () => {
  const masker = new Masker(['', '  ']);
  expect([masker.active, masker.text('a b')]).toEqual([false, 'a b']);
  masker.add('b');
  expect([masker.active, masker.text('a b')]).toEqual([true, `a ${MASK}`]);
});

test('no secret is ever left, whatever stands around it', () => {
  // Dots and pointed brackets are pattern characters; the mask itself holds none of these letters.
  const secrets = fc.stringMatching(/^[a-z.*+?^$()[\]{}|\\/-]{1,12}$/);
  fc.assert(
    fc.property(secrets, fc.string(), fc.string(), (hidden, before, after) => {
      expect(new Masker([hidden]).text(before + hidden + after)).not.toContain(hidden);
    }),
  );
});

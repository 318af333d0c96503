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
  ['in an address as browsers write it', '?p=p@ss%20%22w/rd%20&%20%3Cx%3E', `?p=${MASK}`],
  [
    'in an address inside of an address',
    `?u=${encodeURIComponent(`/?p=${encodeURIComponent(secret)}`)}`,
    `?u=%2F%3Fp%3D${MASK}`,
  ],
  ['in JSON with codes', '"p@ss \\u0022w\\/rd & \\u003cx\\u003E"', `"${MASK}"`],
  ['in HTML with numbers', 'p@ss &#34;w/rd &#x26; &#x0003C;x&gt;', MASK],
  ['in the head of a saved page', '=?utf-8?Q?p@ss=20"w? =?utf-8?Q?/rd=20&=20<x>?', `=?utf-8?Q?${MASK}?`],
  ['in a page saved as MHTML, over two lines', 'p@ss "w=\r\n/rd &am=\r\np; &lt;x&gt;', MASK],
  [
    'in the Base64 of a name and a password',
    `Basic ${Buffer.from(`ada:${secret}`).toString('base64')}`,
    // The signs at the two ends depend on what stands beside the secret.
    `Basic YWRhOn${MASK}4=`,
  ],
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

test('a secret with a code of addresses in it is hidden where that was read as one', () => {
  expect(new Masker(['a%41b%20c']).text('aAb c, a%41b%20c')).toBe(`${MASK}, ${MASK}`);
});

test('a long secret is hidden as one, also where it was cut off', () => {
  const long = Array.from({ length: 300 }, (_, n) => `part ${n}/`).join('');
  expect(new Masker([long]).text(`a ${encodeURIComponent(long)} b`)).toBe(`a ${MASK} b`);
  expect(new Masker([long]).text(`a ${long.slice(0, 1000)}`)).toBe(`a ${MASK}`);
  expect(new Masker([long]).text(`“${long.slice(0, 80)}…” it is`)).toBe(`“${MASK}…” it is`);
});

test('a row is kept without the secret, and its numbers stay numbers', () => {
  const row = { title: 'Ada’s book', price: 12.5, sold: true, note: null, Ada: 'x' };
  expect(new Masker(['Ada', '99']).row(row)).toEqual({
    title: `${MASK}’s book`,
    price: 12.5,
    sold: true,
    note: null,
    [MASK]: 'x',
  });
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

/** The ways in which one character may be written; any may follow any. */
const WAYS: readonly ((character: string) => string)[] = [
  (character) => character,
  (character) => encodeURIComponent(character),
  (character) => encodeURIComponent(encodeURIComponent(character)),
  (character) => bytesOf(character, '%'),
  (character) => bytesOf(character, '%').toLowerCase(),
  (character) => bytesOf(character, '='),
  (character) => `&#${character.codePointAt(0)};`,
  (character) => `&#x${character.codePointAt(0)?.toString(16)};`,
  (character) => JSON.stringify(character).slice(1, -1),
];

function bytesOf(character: string, sign: string): string {
  return [...Buffer.from(character)]
    .map((byte) => sign + byte.toString(16).toUpperCase().padStart(2, '0'))
    .join('');
}

test('a secret is hidden however its characters are written, and wherever a mail would break its lines', () => {
  const secrets = fc
    .string({ minLength: 4, maxLength: 40, unit: 'grapheme' })
    .filter((text) => text.trim() !== '');
  const written = secrets.chain((hidden) => {
    const count = [...hidden].length;
    const ways = fc.array(fc.nat(WAYS.length - 1), { minLength: count, maxLength: count });
    return fc.record({ hidden: fc.constant(hidden), ways, breakAfter: fc.nat(3 * count) });
  });
  fc.assert(
    fc.property(written, ({ hidden, ways, breakAfter }) => {
      const text = [...hidden].map((character, at) => WAYS[ways[at] ?? 0]?.(character) ?? '').join('');
      const cut = Math.max(1, Math.min(breakAfter, text.length - 1));
      const broken = `${text.slice(0, cut)}=\r\n${text.slice(cut)}`;
      const masker = new Masker([hidden]);
      expect(masker.text(`a${text}z`)).toBe(`a${MASK}z`);
      // A saved page is plain ASCII, and no break stands inside a code such as =C3.
      const isMail = !/[^\0-\x7f]/.test(text) && !/=[0-9A-F]?$/.test(text.slice(0, cut));
      if (isMail) expect(masker.text(`a${broken}z`)).toBe(`a${MASK}z`);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeLines, safeText } from '../../../../renderer/ui/safe-text.ts';

test.each([
  ['line breaks and tabs are made visible', 'a\nb\tc', 'a␊b␉c'],
  ['other controls too', '\u0000\u001b[31m\u007f\u0085', '␀␛[31m␡␦'],
  ['a name cannot turn the line around', 'invoice\u202egpj.exe\u2066x', 'invoicegpj.exex'],
  ['invisible characters are taken out', 'pay\u200bpal\ufeff\u2060', 'paypal'],
  ['a stack of accents is thinned', `Z${'\u0301'.repeat(50)}`, `Z${'\u0301'.repeat(4)}`],
  ['half a character is replaced', 'x\ud800y', 'x\ufffdy'],
  ['markup stays text', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['other scripts and emoji stay whole', 'كتاب 本 👩‍💻 é', 'كتاب 本 👩‍💻 é'],
])('%s', (_name, text, safe) => {
  expect(safeText(text)).toBe(safe);
});

test('long text is cut with an ellipsis', () => {
  expect(safeText('x'.repeat(900))).toHaveLength(500);
  expect(safeText('abcdef', 4)).toBe('abc…');
});

test('several lines keep their breaks and nothing else', () => {
  expect(safeLines('a\r\nb\tc\u0007')).toBe('a\nb\tc␇');
});

test('whatever comes in, no control, reordering or broken character comes out', () => {
  const bad = /[\p{Control}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Surrogate}]/u;
  const anyText = fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  });
  fc.assert(fc.property(anyText, (text) => !bad.test(safeText(text))));
});

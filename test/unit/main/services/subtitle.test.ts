import { describe, expect, it } from 'vitest';
import { subtitle } from '../../../../electron/main/services/subtitle.ts';

describe("a job's second line", () => {
  it('names the first three inputs', () => {
    expect(subtitle({ a: 1, b: 'two', c: true, d: 4 }, null, new Set())).toBe('a 1 · b two · c true');
  });

  it('prefers the row, which is what differs between siblings', () => {
    expect(subtitle({ a: 1 }, { isbn: '978', title: null }, new Set())).toBe('isbn 978 · title –');
  });

  it('never names a secret', () => {
    expect(subtitle({ password: 'bookworm', email: 'me' }, null, new Set(['password']))).toBe('email me');
  });

  it('stays one short line whatever the values hold', () => {
    const line = subtitle({ text: `a\n\tb${'x'.repeat(500)}` }, null, new Set());
    expect(line).toHaveLength(120);
    expect(line.startsWith('text a b')).toBe(true);
    expect(line.endsWith('…')).toBe(true);
  });
});

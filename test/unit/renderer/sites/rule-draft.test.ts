import { describe, expect, it } from 'vitest';
import {
  delayWords,
  draftOf,
  EMPTY_DRAFT,
  mostWords,
  type RuleDraft,
  readDraft,
} from '../../../../renderer/features/sites/rule-draft.ts';

function read(change: Partial<RuleDraft>) {
  return readDraft({ ...EMPTY_DRAFT, site: 'shop.example.com', most: '2', ...change });
}

function faults(change: Partial<RuleDraft>) {
  const result = read(change);
  return result.ok ? {} : result.faults;
}

describe('a rule as it is typed', () => {
  it.each<[Partial<RuleDraft>, { maxRunning: number | null; delayMs: number }]>([
    [{}, { maxRunning: 2, delayMs: 0 }],
    [
      { most: '', delay: '2.5' },
      { maxRunning: null, delayMs: 2500 },
    ],
    [{ delay: ' 0,5 ' }, { maxRunning: 2, delayMs: 500 }],
    [
      { delay: '3', unit: 'min' },
      { maxRunning: 2, delayMs: 180_000 },
    ],
    [
      { delay: '24', unit: 'h' },
      { maxRunning: 2, delayMs: 86_400_000 },
    ],
  ])('%j becomes %j', (change, rule) => {
    expect(read(change)).toEqual({ ok: true, rule: { site: 'shop.example.com', ...rule } });
  });

  it('takes a site in lower case, with a port and with an address of numbers', () => {
    expect(read({ site: ' Shop.Example.COM:8443 ' })).toMatchObject({
      rule: { site: 'shop.example.com:8443' },
    });
    expect(read({ site: '[::1]:80' })).toMatchObject({ rule: { site: '[::1]:80' } });
  });

  it.each([
    [{ most: '0' }, ['most']],
    [{ most: '1.5' }, ['most']],
    [{ most: 'two' }, ['most']],
    [{ most: '1001' }, ['most']],
    [{ delay: '-1' }, ['delay']],
    [{ delay: '25', unit: 'h' }, ['delay']],
    [{ site: '' }, ['site']],
    [{ site: 'shop example' }, ['site']],
    [{ site: 'a/b', most: 'x', delay: 'y' }, ['site', 'most', 'delay']],
  ] as const)('%j is refused at %j', (change, fields) => {
    expect(Object.keys(faults(change)).toSorted()).toEqual(fields.toSorted());
  });

  it('finds the host in an address that was pasted', () => {
    expect(faults({ site: 'https://Shop.example.com/books?page=2' }).site?.nearest).toBe('shop.example.com');
    expect(faults({ site: 'shop.example.com/books' }).site?.nearest).toBe('shop.example.com');
    expect(faults({ site: 'two words' }).site).toEqual({
      message: expect.stringContaining('shop.example.com'),
    });
  });

  it('says nothing is asked for when neither a limit nor a delay is given', () => {
    expect(faults({ most: '', delay: '' }).most?.message).toMatch(/how many jobs/);
  });
});

describe('a rule in words', () => {
  const rule = { site: 'a.b', maxRunning: 1, delayMs: 90_000 };

  it('says how many and how long', () => {
    expect([mostWords(rule), delayWords(rule)]).toEqual([
      'at most 1 job at once',
      'at least 90 s between two starts',
    ]);
    expect(delayWords({ ...rule, delayMs: 7_200_000 })).toBe('at least 2 h between two starts');
    expect(mostWords({ maxRunning: 3 })).toBe('at most 3 jobs at once');
    expect([mostWords({ maxRunning: null }), delayWords({ ...rule, delayMs: 0 })]).toEqual([
      'any number of jobs',
      'no wait between two starts',
    ]);
  });

  it.each([1, 1500, 90_000, 120_000, 3_600_000, 86_400_000])(
    'of %i ms is read back as it is typed',
    (delayMs) => {
      expect(readDraft(draftOf({ ...rule, delayMs }))).toEqual({ ok: true, rule: { ...rule, delayMs } });
    },
  );
});

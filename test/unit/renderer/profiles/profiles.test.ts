import { describe, expect, it } from 'vitest';
import { readDraft, wireFaults } from '../../../../renderer/features/profiles/profile-draft.ts';
import { lossWords, sitesWords, standingOf } from '../../../../renderer/features/profiles/profile-words.ts';
import { JobId } from '../../../../shared/ids.ts';
import type { ProfileSummary } from '../../../../shared/job/profile.ts';

const SHOP: ProfileSummary = {
  name: 'shop',
  startUrl: 'https://shop.example',
  createdAt: 1,
  savedAt: 2,
  usedAt: 3,
  bytes: 100,
  sites: ['a.example', 'b.example', 'c.example', 'd.example', 'e.example'],
  loginNeededAt: null,
  waiting: 0,
  heldBy: null,
  signInJob: null,
};

describe('how a profile stands', () => {
  it.each([
    ['ready', {}],
    ['empty', { savedAt: null }],
    ['in use', { heldBy: JobId.parse(7) }],
    ['needs login', { loginNeededAt: 5, heldBy: JobId.parse(7) }],
    ['signing in', { loginNeededAt: 5, signInJob: JobId.parse(8) }],
  ] as const)('%s', (standing, changes) => {
    expect(standingOf({ ...SHOP, ...changes })).toBe(standing);
  });
});

it('names a few hosts and counts the others, and says what is lost with them', () => {
  expect(sitesWords(SHOP)).toBe('a.example, b.example, c.example and 2 others');
  expect(lossWords({ ...SHOP, sites: ['a.example'], waiting: 2 })).toBe(
    'You are signed out of a.example: what they keep in it is gone for good. 2 jobs that wait for its login look again. Flows that name it begin with an empty one.',
  );
  expect(lossWords({ ...SHOP, sites: [] })).toContain('Nothing is kept in it.');
});

describe('the form', () => {
  it('takes an address without its beginning', () => {
    const read = readDraft({ name: ' shop ', url: 'shop.example/login' });
    expect(read).toEqual({ ok: true, value: { name: 'shop', url: 'https://shop.example/login' } });
  });

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'https://', 'a b'])('refuses %s', (url) => {
    expect(readDraft({ name: 'shop', url })).toMatchObject({
      ok: false,
      faults: { url: expect.any(String) },
    });
  });

  it('says of each field what is wrong in it', () => {
    expect(readDraft({ name: '', url: '' })).toEqual({
      ok: false,
      faults: { name: 'A name is needed.', url: 'An address is needed.' },
    });
    expect(readDraft({ name: '{{input.x}}', url: 'a.example' })).toMatchObject({ ok: false });
  });

  it('puts a refusal at its field', () => {
    const fault = { path: 'url', message: 'It is wrong.' };
    expect(wireFaults({ code: 'invalid_input', message: 'No.', faults: [fault] })).toEqual({
      url: 'It is wrong.',
    });
    expect(wireFaults({ code: 'conflict', message: 'It is held.' })).toEqual({ name: 'It is held.' });
  });
});

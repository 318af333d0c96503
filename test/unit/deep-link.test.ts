import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../electron/main/cli/args.ts';
import { deepLink, parseDeepLink } from '../../shared/deep-link.ts';

describe('a link', () => {
  it.each([
    ['runwright://job/123', { kind: 'job', id: 123 }],
    ['runwright://flow/4', { kind: 'flow', id: 4 }],
    ['RUNWRIGHT://JOB/7/', { kind: 'job', id: 7 }],
  ])('%s names its job or flow', (text, link) => {
    expect(parseDeepLink(text)).toEqual(link);
  });

  it.each([
    'runwright://job/0',
    'runwright://job/-1',
    'runwright://job/1.5',
    'runwright://job/1e9',
    'runwright://job/99999999999999999999',
    'runwright://job/1?run=yes',
    'runwright://job/1#x',
    'runwright://job/1/../../flow/2',
    'runwright://job/1\n--data=/tmp',
    'runwright://job/%31',
    'runwright://job/１',
    'runwright://settings/1',
    'runwright:job/1',
    ' runwright://job/1',
    'https://job/1',
    'runwright://user@job/1',
    '',
  ])('%j is none', (text) => {
    expect(parseDeepLink(text)).toBeNull();
  });

  it('is written as it is read', () => {
    const link = parseDeepLink('runwright://job/12');
    expect(link === null ? '' : deepLink(link)).toBe('runwright://job/12');
  });
});

describe('the command line', () => {
  it('opens the window at a link, or hidden', () => {
    expect(parseCommandLine(['runwright://job/5'])).toMatchObject({
      ok: true,
      command: { kind: 'window', link: { kind: 'job', id: 5 } },
    });
    expect(parseCommandLine(['--hidden'])).toMatchObject({
      ok: true,
      command: { kind: 'window', hidden: true },
    });
    expect(parseCommandLine([])).toEqual({ ok: true, command: { kind: 'window' }, data: null });
  });

  it.each([
    [['runwright://job/0']],
    [['runwright://job/5', 'run']],
    [['jobs', '--hidden']],
    [['runwright://job/5', '--json']],
  ])('refuses %j', (args) => {
    expect(parseCommandLine(args).ok).toBe(false);
  });
});

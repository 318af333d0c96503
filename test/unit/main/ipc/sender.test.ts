import { expect, test } from 'vitest';
import { isTrustedSender, type SenderFacts } from '../../../../electron/main/ipc/sender.ts';

const ours: SenderFacts = { origin: 'app://runwright', isMainFrame: true, isOurWindow: true };

const cases: [why: string, sender: SenderFacts, trusted: boolean][] = [
  ['our page, in the main frame, of a window we made', ours, true],
  ['another host of our scheme', { ...ours, origin: 'app://evil' }, false],
  ['a host that begins like ours', { ...ours, origin: 'app://runwright.evil' }, false],
  ['our host on another scheme', { ...ours, origin: 'https://runwright' }, false],
  ['a file', { ...ours, origin: 'file://' }, false],
  ['an opaque origin', { ...ours, origin: 'null' }, false],
  ['a frame that is gone', { ...ours, origin: null }, false],
  ['a frame inside our page', { ...ours, isMainFrame: false }, false],
  ['a window that we did not make', { ...ours, isOurWindow: false }, false],
];

test.each(cases)('%s', (_why, sender, trusted) => {
  expect(isTrustedSender(sender)).toBe(trusted);
});

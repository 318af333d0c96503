import { expect, test } from 'vitest';
import { classify, cleanMessage } from '../../../electron/worker/classify.ts';
import { ActionFailure } from '../../../shared/actions/run.ts';
import { TemplateError } from '../../../shared/flow/expression.ts';
import type { ErrorCategory } from '../../../shared/job/error.ts';

const net = (code: string): string =>
  `page.goto: net::${code} at https://shop.test/x\nCall log:\n  - navigating to "https://shop.test/x"`;

test.each<[string, ErrorCategory, RegExp]>([
  [net('ERR_NAME_NOT_RESOLVED'), 'NetworkError', /no server of the name shop\.test/],
  [net('ERR_CONNECTION_REFUSED'), 'NetworkError', /shop\.test refuses connections/],
  [net('ERR_CONNECTION_RESET'), 'NetworkError', /broke off/],
  [net('ERR_INTERNET_DISCONNECTED'), 'NetworkError', /not connected/],
  [net('ERR_CONNECTION_TIMED_OUT'), 'NetworkError', /did not answer in time/],
  [net('ERR_CERT_AUTHORITY_INVALID'), 'NetworkError', /not secure/],
  [net('ERR_SSL_PROTOCOL_ERROR'), 'NetworkError', /not secure/],
  [net('ERR_TOO_MANY_REDIRECTS'), 'NetworkError', /circles/],
  [net('ERR_ABORTED'), 'NetworkError', /starts a download/],
  [net('ERR_PROXY_CONNECTION_FAILED'), 'NetworkError', /proxy/],
  [net('ERR_SOMETHING_NEW'), 'NetworkError', /could not be loaded.*ERR_SOMETHING_NEW/],
  [net('ERR_INVALID_URL'), 'InvalidURLError', /not a valid one/],
  [net('ERR_UNKNOWN_URL_SCHEME'), 'InvalidURLError', /kind of address/],
  [net('ERR_UNSAFE_PORT'), 'InvalidURLError', /port/],
  [net('ERR_INVALID_AUTH_CREDENTIALS'), 'AuthenticationError', /user name or password/],
  [net('ERR_INSUFFICIENT_RESOURCES'), 'BrowserError', /memory/],
  [
    'page.goto: Protocol error (Page.navigate): Cannot navigate to invalid URL',
    'InvalidURLError',
    /not a valid one/,
  ],
  [
    'page.goto: Navigation to "a" is interrupted by another navigation to "b"',
    'NetworkError',
    /went on to another/,
  ],
  ['page.goto: Download is starting\nCall log:\n  - x', 'UnknownError', /starts a download/],
  ['download.path: canceled', 'NetworkError', /broke off before it was whole: canceled/],
  [net('ERR_HTTP2_PROTOCOL_ERROR'), 'NetworkError', /HTTP\/2/],
  [net('ERR_EMPTY_RESPONSE'), 'NetworkError', /sent nothing/],
  [net('ERR_CERT_DATE_INVALID'), 'NetworkError', /not secure/],
  [net('ERR_BLOCKED_BY_CLIENT'), 'UnknownError', /blocked/],
  [net('ERR_TUNNEL_CONNECTION_FAILED'), 'NetworkError', /proxy/],
  [net('ERR_PROXY_AUTH_REQUESTED'), 'AuthenticationError', /proxy asks/],
  ['locator.click: Target page, context or browser has been closed', 'BrowserError', /was closed/],
  ['page.title: Target closed', 'BrowserError', /was closed/],
  ['page.goto: Page crashed', 'BrowserError', /crashed/],
  ['locator.click: Target crashed', 'BrowserError', /crashed/],
  ["browserType.launch: Executable doesn't exist at /x/chrome", 'BrowserError', /is not there/],
  ['browserType.launch: Failed to launch: Error: spawn /x ENOENT', 'BrowserError', /is not there/],
  [
    'browserType.launch: Target page, context or browser has been closed\nMissing X server or $DISPLAY',
    'BrowserError',
    /display/,
  ],
  [
    'browserType.launch: ...\nerror while loading shared libraries: libnss3.so: cannot open',
    'BrowserError',
    /libnss3\.so/,
  ],
  ['browserType.launch: ...\n[1:1:FATAL] No usable sandbox!', 'BrowserError', /sandbox/],
  ['browserType.launch: Something else', 'BrowserError', /did not start: Something else\.$/],
  ['locator.click: Timeout 1500ms exceeded.\nCall log:\n  - waiting', 'TimeoutError', /within 1\.5 s/],
  ['keyboard.press: Unknown key: "Entr"', 'UnknownError', /no key “Entr”/],
  ['locator.count: Unexpected token "]" while parsing css selector "a]"', 'UnknownError', /cannot be read/],
  [
    'locator.fill: Error: Element is not an <input>, <textarea> or [contenteditable]',
    'UnknownError',
    /does not take this action/,
  ],
  ["ENOSPC: no space left on device, write '/data/x'", 'UnknownError', /disk is full/],
  ["EACCES: permission denied, mkdir '/data/x'", 'UnknownError', /could not be written/],
  ['Something nobody knows', 'UnknownError', /^Something nobody knows\.$/],
])('%s is a %s', (raw, category, message) => {
  const told = classify(new Error(raw));
  expect(told.category).toBe(category);
  expect(told.message).toMatch(message);
  expect(told.message).not.toMatch(/\n|Call log/);
  expect(told.mend).toMatch(/^[A-Z].*\.$/);
});

test('an error without words but with the name of a timeout is one', () => {
  const error = new Error('too slow');
  error.name = 'TimeoutError';
  expect(classify(error).category).toBe('TimeoutError');
});

test('what already knows its category keeps it; a template’s error says what was probably meant', () => {
  expect(classify(new ActionFailure('AuthenticationError', 'No.', 'Sign in.'))).toEqual({
    category: 'AuthenticationError',
    message: 'No.',
    mend: 'Sign in.',
  });
  expect(classify(new TemplateError('{{input.usr}} has no value.', 'user'))).toMatchObject({
    category: 'UnknownError',
    mend: expect.stringContaining('Did you mean “user”?'),
  });
  expect(classify('just a text').message).toBe('just a text.');
});

test('colours, API names and the call log are taken out, and long messages are cut', () => {
  const esc = String.fromCharCode(27);
  expect(cleanMessage(`locator.click: Error: ${esc}[2mfaint${esc}[22m words.\nCall log:\n x`)).toBe(
    'faint words',
  );
  expect(classify(new Error('x'.repeat(5000))).message.length).toBeLessThan(520);
});

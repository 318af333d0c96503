import { expect, test } from 'vitest';
import { contentSecurityPolicy, INERT_POLICY } from '../../../../electron/main/window/csp.ts';

function directives(policy: string): Record<string, string> {
  return Object.fromEntries(
    policy.split('; ').map((text) => {
      const [name = '', ...values] = text.split(' ');
      return [name, values.join(' ')];
    }),
  );
}

test('the page may load its own files and artifacts, and nothing else', () => {
  expect(directives(contentSecurityPolicy('abc123'))).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self' 'nonce-abc123'",
    'img-src': "'self' artifact: data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'media-src': 'artifact:',
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  });
});

test('no policy opens a door that a page could be entered by', () => {
  for (const policy of [contentSecurityPolicy('abc123'), INERT_POLICY]) {
    expect(policy).toMatch(/^default-src 'none'/);
    expect(policy).not.toMatch(/unsafe|http|\*|blob:|file:/);
  }
});

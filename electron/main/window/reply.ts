import { INERT_POLICY } from './csp.ts';

/** A refusal as a plain sentence. */
export function reply(status: number, sentence: string): Response {
  return new Response(sentence, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-security-policy': INERT_POLICY,
      'x-content-type-options': 'nosniff',
    },
  });
}

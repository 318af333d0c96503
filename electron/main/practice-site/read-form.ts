import type { IncomingMessage } from 'node:http';

/** Bytes of a posted form; every form of the shop is far smaller. */
const MAX_BODY_BYTES = 16 * 1024;

/** Why a body was not taken, as an answer. */
export interface BodyRefusal {
  readonly status: 413 | 415;
  readonly message: string;
}

/** The fields of a posted form, or why it is refused: another type than a form's, or too large. */
export async function readForm(incoming: IncomingMessage): Promise<URLSearchParams | BodyRefusal> {
  const type = (incoming.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    return { status: 415, message: 'The shop takes posted forms only.' };
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > MAX_BODY_BYTES) return { status: 413, message: 'The form is too large.' };
    chunks.push(part);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

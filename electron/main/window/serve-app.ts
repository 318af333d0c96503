import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Random } from '../../../shared/random.ts';
import { confine, confineReal } from './confine.ts';
import { appContentType } from './content-type.ts';
import { contentSecurityPolicy, INERT_POLICY } from './csp.ts';
import { APP_HOST, parseUrl } from './origin.ts';
import { reply } from './reply.ts';

export interface AppFiles {
  /** Folder of the built page, absolute. */
  readonly root: string;
  readonly random: Random;
}

/** Stands in index.html wherever the document's nonce belongs. */
export const NONCE_PLACE = '__CSP_NONCE__';

/** Answers one request for app://runwright/…: a file below the root, or a plain refusal. */
export async function serveApp(request: Request, { root, random }: AppFiles): Promise<Response> {
  if (request.method !== 'GET') return reply(405, 'Only GET.');
  const url = parseUrl(request.url);
  const file =
    url?.host === APP_HOST ? confine(root, url.pathname === '/' ? '/index.html' : url.pathname) : null;
  const real = file === null ? null : await confineReal(root, file);
  const bytes = real === null ? null : await readOrNull(real);
  if (real === null || bytes === null) return reply(404, 'No such file.');
  return extname(real) === '.html' ? page(real, bytes, random.token()) : asset(real, bytes);
}

/** A document with its own fresh nonce: in the policy, and wherever the text asks for it. */
function page(file: string, bytes: Buffer<ArrayBuffer>, nonce: string): Response {
  return new Response(bytes.toString('utf8').replaceAll(NONCE_PLACE, nonce), {
    headers: {
      'content-type': appContentType(file),
      'content-security-policy': contentSecurityPolicy(nonce),
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}

function asset(file: string, bytes: Buffer<ArrayBuffer>): Response {
  return new Response(bytes, {
    headers: {
      'content-type': appContentType(file),
      'content-security-policy': INERT_POLICY,
      'x-content-type-options': 'nosniff',
    },
  });
}

/** The file's bytes; null when there is none to read (a folder, or gone since it was looked for). */
async function readOrNull(file: string): Promise<Buffer<ArrayBuffer> | null> {
  try {
    return await readFile(file);
  } catch {
    return null;
  }
}

import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import * as z from 'zod';
import { JobId } from '../../../shared/ids.ts';
import { confineReal } from './confine.ts';
import { artifactContentType } from './content-type.ts';
import { INERT_POLICY } from './csp.ts';
import { ARTIFACT_HOST, parseUrl } from './origin.ts';
import { type ByteRange, parseRange } from './range.ts';
import { reply } from './reply.ts';

export interface ArtifactFiles {
  /** The artifacts folder, absolute; nothing outside it is ever read. */
  readonly root: string;
  /** Absolute path of a job's artifact, or null when there is none. */
  readonly lookup: (jobId: JobId, artifactId: number) => string | null;
}

const CHUNK_BYTES = 256 * 1024;
const ArtifactId = z.int().positive();

/** Answers one request for artifact://job/<jobId>/<artifactId>: the file itself, or a plain refusal. */
export async function serveArtifact(request: Request, { root, lookup }: ArtifactFiles): Promise<Response> {
  if (request.method !== 'GET') return reply(405, 'Only GET.');
  const address = parseArtifactUrl(request.url);
  const path = address === null ? null : lookup(address.jobId, address.artifactId);
  const real = path === null ? null : await confineReal(root, path);
  const file = real === null ? null : await openFile(real);
  if (real === null || file === null) return reply(404, 'No such artifact.');
  return send(file, artifactContentType(real), request.headers.get('range'));
}

/** The two numbers of an artifact's address; null when it is written in any other way. */
export function parseArtifactUrl(address: string): { jobId: JobId; artifactId: number } | null {
  const url = parseUrl(address);
  const match = /^\/([1-9]\d{0,15})\/([1-9]\d{0,15})$/.exec(url?.pathname ?? '');
  if (url?.host !== ARTIFACT_HOST || match === null) return null;
  const jobId = JobId.safeParse(Number(match[1]));
  const artifactId = ArtifactId.safeParse(Number(match[2]));
  return jobId.success && artifactId.success ? { jobId: jobId.data, artifactId: artifactId.data } : null;
}

/** Opens a real path; a link that took its place since it was looked at is refused where the system can. */
async function openFile(path: string): Promise<FileHandle | null> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    if ((await file.stat()).isFile()) return file;
    await file.close();
    return null;
  } catch {
    // Deleted meanwhile, or not ours to read: for the page there is no such artifact.
    return null;
  }
}

/** Streams the file, or the part asked for: a video is sought by parts. */
async function send(file: FileHandle, contentType: string, rangeHeader: string | null): Promise<Response> {
  const { size } = await file.stat();
  const range = parseRange(rangeHeader, size);
  if (range === 'outside') {
    await file.close();
    return reply(416, 'The file is shorter than that.');
  }
  const headers = {
    'content-type': contentType,
    'content-length': String(range === null ? size : range.end - range.start + 1),
    'accept-ranges': 'bytes',
    'content-security-policy': INERT_POLICY,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...(range === null ? {} : { 'content-range': `bytes ${range.start}-${range.end}/${size}` }),
  };
  return new Response(body(file, range ?? { start: 0, end: size - 1 }), {
    status: range === null ? 200 : 206,
    headers,
  });
}

/** The bytes as a stream that closes the file at its end, and when the reader goes away before. */
function body(file: FileHandle, { start, end }: ByteRange): ReadableStream<Uint8Array> {
  let position = start;
  return new ReadableStream({
    async pull(controller) {
      const wanted = Math.min(CHUNK_BYTES, end - position + 1);
      const { bytesRead, buffer } = await file.read(new Uint8Array(wanted), 0, wanted, position);
      position += bytesRead;
      if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead));
      await file.close();
      controller.close();
    },
    cancel: () => file.close(),
  });
}

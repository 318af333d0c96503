import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { confineReal } from './confine.ts';
import { artifactContentType } from './content-type.ts';
import { INERT_POLICY } from './csp.ts';
import { type ByteRange, parseRange } from './range.ts';
import { reply } from './reply.ts';

export interface ServedFile {
  /** Nothing outside this folder is ever read; absolute. */
  readonly root: string;
  /** Absolute; null = there is no such file. */
  readonly path: string | null;
  /** What is said when it is not there. */
  readonly missing: string;
}

const CHUNK_BYTES = 256 * 1024;

/** Answers with a file that an attempt made, or the part of it that was asked for; with 404 when it is not there or leads outside. */
export async function serveFile(request: Request, { root, path, missing }: ServedFile): Promise<Response> {
  const real = path === null ? null : await confineReal(root, path);
  const file = real === null ? null : await openFile(real);
  if (real === null || file === null) return reply(404, missing);
  return send(file, artifactContentType(real), request.headers.get('range'));
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

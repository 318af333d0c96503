import { open } from 'node:fs/promises';
import { AppError } from '../../../shared/errors.ts';
import { TEXT_PART } from '../../../shared/ipc/job-calls.ts';
import { confineReal } from './confine.ts';
import { artifactContentType } from './content-type.ts';

/** A part of a text, where the next one begins, and how long the whole is in bytes. */
export interface TextPart {
  readonly text: string;
  readonly next: number | null;
  readonly bytes: number;
}

/**
 * Reads a part of an artifact as text, at most `TEXT_PART` bytes; no letter is cut in two.
 * @param root the artifacts folder, absolute; nothing outside of it is read
 * @param path absolute; null = there is no such artifact
 * @throws AppError `not_found` when it is not there, `invalid_input` when it is no text
 */
export async function artifactText(root: string, path: string | null, offset: number): Promise<TextPart> {
  const real = path === null ? null : await confineReal(root, path);
  if (real === null) throw new AppError('not_found', 'This file is not there any more.');
  if (!isText(real))
    throw new AppError('invalid_input', 'This file is no text. Show it in its folder instead.');
  const file = await open(real, 'r');
  try {
    const { size } = await file.stat();
    const wanted = Math.max(0, Math.min(TEXT_PART, size - offset));
    const { bytesRead, buffer } = await file.read(Buffer.alloc(wanted), 0, wanted, offset);
    const isLast = offset + bytesRead >= size;
    const whole = isLast ? bytesRead : wholeLetters(buffer, bytesRead);
    const next = isLast || whole === 0 ? null : offset + whole;
    return { text: buffer.toString('utf8', 0, whole), next, bytes: size };
  } finally {
    await file.close();
  }
}

function isText(file: string): boolean {
  return artifactContentType(file).startsWith('text/') || file.toLowerCase().endsWith('.har');
}

/** How many of the bytes are whole letters: a last one that goes on in the next part is left to it. */
function wholeLetters(bytes: Uint8Array, length: number): number {
  for (let back = 1; back <= Math.min(4, length); back += 1) {
    const byte = bytes[length - back] ?? 0;
    const isContinued = (byte & 0xc0) === 0x80;
    if (isContinued) continue;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needs > back ? length - back : length;
  }
  return length;
}

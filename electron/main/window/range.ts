/** Part of a file: both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The part that a `Range` header asks for: null when it asks for the whole (no header, several parts, or another unit,
 * all of which a server may answer with the whole), `'outside'` when no byte of it is there.
 * @param size of the file in bytes
 */
export function parseRange(header: string | null, size: number): ByteRange | 'outside' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (from === '' && to === '') return null;
  const last = size - 1;
  // `-500` means the last 500 bytes.
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? last : Math.min(Number(to), last);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null;
  return start > end ? 'outside' : { start, end };
}

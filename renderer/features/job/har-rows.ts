import * as z from 'zod';

/** Requests that a table shows at most. */
export const MOST_REQUESTS = 2000;

/** One request of a HAR file. */
export interface HarRow {
  readonly method: string;
  /** 0 = it had no answer. */
  readonly status: number;
  readonly url: string;
  readonly type: string;
  /** Bytes of the body; null = not known. */
  readonly bytes: number | null;
  readonly tookMs: number;
}

const Text = z.string().catch('');
const Entry = z.object({
  time: z.number().catch(0),
  request: z.object({ method: Text, url: Text }),
  response: z.object({
    status: z.number().catch(0),
    content: z.object({ mimeType: Text, size: z.number().catch(-1) }).catch({ mimeType: '', size: -1 }),
  }),
});
const Har = z.object({ log: z.object({ entries: z.array(z.unknown()) }) });

/** The requests of a HAR file in their order, and how many there are in all; null when the text is none. */
export function harRows(text: string): { readonly rows: readonly HarRow[]; readonly total: number } | null {
  const har = Har.safeParse(readJson(text));
  if (!har.success) return null;
  const { entries } = har.data.log;
  const rows = entries.slice(0, MOST_REQUESTS).flatMap((entry) => {
    const parsed = Entry.safeParse(entry);
    return parsed.success ? [rowOf(parsed.data)] : [];
  });
  return { rows, total: entries.length };
}

function rowOf({ time, request, response }: z.output<typeof Entry>): HarRow {
  const { mimeType, size } = response.content;
  return {
    method: request.method,
    // Playwright writes -1 for what was never answered.
    status: Math.max(0, response.status),
    url: request.url,
    type: mimeType.split(';')[0] ?? '',
    bytes: size >= 0 ? size : null,
    tookMs: Math.max(0, time),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

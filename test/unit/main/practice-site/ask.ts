import { request } from 'node:http';

/** A whole answer of the shop. */
export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** What to ask; `form` is posted as a form, `body` as it stands. */
export interface Question {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly form?: Record<string, string>;
  readonly body?: string;
}

/** Asks without following redirects, and with any Host header, which `fetch` would not let us set. */
export function ask(url: string, question: Question = {}): Promise<Answer> {
  const isForm = question.form !== undefined;
  const body = isForm ? new URLSearchParams(question.form).toString() : (question.body ?? '');
  const method = question.method ?? (isForm ? 'POST' : 'GET');
  const type: Record<string, string> = isForm ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method, headers: { ...type, ...question.headers }, agent: false },
      (incoming) => {
        const parts: string[] = [];
        incoming.setEncoding('utf8');
        incoming.on('data', (part: string) => parts.push(part));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: parts.join('') }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Text of a page as a reader sees it: entities resolved. */
export function unescapeHtml(markup: string): string {
  return markup
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

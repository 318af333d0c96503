/** What stands in the place of a secret. */
export const MASK = '•••';

/**
 * Takes secrets out of everything a job tells: log lines, titles, errors, metadata, file names.
 * Each secret is also found in the forms that it takes inside addresses, JSON, HTML, saved pages and Basic authentication.
 */
export class Masker {
  readonly #secrets = new Set<string>();
  readonly #forms = new Set<string>();
  #pattern: RegExp | null = null;

  constructor(secrets: Iterable<string>) {
    for (const secret of secrets) this.add(secret);
  }

  /** True when there is anything to hide. */
  get active(): boolean {
    return this.#forms.size > 0;
  }

  /** The values themselves: for pictures, where no text can be replaced. */
  get secrets(): readonly string[] {
    return [...this.#secrets];
  }

  /** Hides one more value from now on, such as one that was made from a secret. */
  add(secret: string): void {
    if (secret.trim() === '' || this.#secrets.has(secret)) return;
    this.#secrets.add(secret);
    for (const form of formsOf(secret)) this.#forms.add(form);
    // Longer forms first, so that no part of a secret is left when one contains another.
    const longestFirst = [...this.#forms].sort((a, b) => b.length - a.length);
    this.#pattern = new RegExp(longestFirst.map((form) => escapeForPattern(form)).join('|'), 'g');
  }

  text(text: string): string {
    return this.#pattern === null ? text : text.replace(this.#pattern, MASK);
  }

  /** A copy with every text inside masked, keys too. */
  value(value: unknown): unknown {
    if (this.#pattern === null) return value;
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number') return this.text(String(value)) === String(value) ? value : MASK;
    if (Array.isArray(value)) return value.map((each) => this.value(each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [this.text(key), this.value(each)]));
  }
}

function escapeForPattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function formsOf(secret: string): string[] {
  const url = encodeURIComponent(secret);
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    secret,
    url,
    url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    url.replaceAll('%20', '+'),
    encodeURI(secret),
    JSON.stringify(secret).slice(1, -1),
    html,
    html.replaceAll('"', '&quot;'),
    Buffer.from(secret).toString('base64'),
    quotedPrintable(secret),
    quotedPrintable(html),
  ];
}

/** As in a page that was saved with everything that it shows. */
function quotedPrintable(text: string): string {
  const isPlain = (byte: number): boolean => byte >= 32 && byte <= 126 && byte !== 61;
  const code = (byte: number): string => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return [...Buffer.from(text)]
    .map((byte) => (isPlain(byte) ? String.fromCharCode(byte) : code(byte)))
    .join('');
}

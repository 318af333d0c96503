import { html } from '../html.ts';
import type { SiteRequest } from '../request.ts';
import { page, redirect, type SiteResponse } from '../response.ts';

/** How often each key fails before it works. */
const FAILURES = 2;
/** Keys remembered at once; the oldest goes first. */
const MAX_KEYS = 1000;

/** Counts the visits of the flaky page by key; lives as long as the server. */
export class FlakyVisits {
  readonly #visits = new Map<string, number>();

  /** Writes a visit down and gives its number, from 1. */
  count(key: string): number {
    const visit = (this.#visits.get(key) ?? 0) + 1;
    this.#visits.set(key, visit);
    for (const oldest of this.#visits.keys()) {
      if (this.#visits.size <= MAX_KEYS) break;
      this.#visits.delete(oldest);
    }
    return visit;
  }

  /** The key fails again from the start. */
  forget(key: string): void {
    this.#visits.delete(key);
  }
}

/** `/flaky?key=K`: 503 the first two times for each key, then the page; its button starts that key afresh. */
export function flakyPage(request: SiteRequest, visits: FlakyVisits): SiteResponse {
  if (request.method === 'POST') return breakAgain(request, visits);
  const key = keyOf(request.query);
  const visit = visits.count(key);
  if (visit <= FAILURES) return unavailable(visit);
  const content = html`<section class="narrow">
<h1>The shop is open</h1>
<p role="status">Visit ${visit} with the key “${key}” worked.</p>
<form method="post" action="/flaky">
<input type="hidden" name="key" value="${key}">
<button type="submit">Break it again</button>
</form>
</section>`;
  return page({ title: 'Flaky page', content });
}

/** `/flaky/broken`: says that the next two visits fail. */
export function flakyBroken(): SiteResponse {
  const content = html`<section class="narrow">
<h1>Broken again</h1>
<p role="status">The next ${FAILURES} visits fail, then it works.</p>
</section>`;
  return page({ title: 'Broken again', content });
}

function breakAgain(request: SiteRequest, visits: FlakyVisits): SiteResponse {
  visits.forget(keyOf(request.form));
  return redirect('/flaky/broken');
}

function unavailable(visit: number): SiteResponse {
  const content = html`<section class="narrow">
<h1>The till is stuck</h1>
<p role="alert">503: try again in a moment. This was visit ${visit}; it works after ${FAILURES} failures.</p>
</section>`;
  return page({ title: 'Service unavailable', content }, 503, { 'retry-after': '1' });
}

function keyOf(fields: URLSearchParams): string {
  return (fields.get('key') ?? '').slice(0, 100);
}

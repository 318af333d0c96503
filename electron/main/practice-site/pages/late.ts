import { html } from '../html.ts';
import { file, page, type SiteResponse } from '../response.ts';

/** How long after the page the words come. */
const LATE_MS = 800;

/** `/late`: the page comes at once; its script asks for the rest, which is slow. */
export function latePage(): SiteResponse {
  const content = html`<section class="narrow">
<h1>Word from the bindery</h1>
<p>The page is here; the message comes a moment after it.</p>
<div id="late" aria-live="polite"></div>
</section>`;
  return page({ title: 'Late text', content, script: '/assets/late.js' });
}

/** `/late/message`: the part that comes late. */
export function lateMessage(): SiteResponse {
  return { ...file('text/plain', 'The new edition is bound and ready.'), delayMs: LATE_MS };
}

import { html } from '../html.ts';
import { page, type SiteResponse } from '../response.ts';

/** `/dialog`: a button that asks with `confirm()` and shows the answer. */
export function dialogPage(): SiteResponse {
  const content = html`<section class="narrow">
<h1>Empty the basket</h1>
<p>The button asks first, with a dialog of the browser itself.</p>
<p><button type="button" id="ask">Empty the basket</button></p>
<p role="status" id="answer">Nothing was asked yet.</p>
</section>`;
  return page({ title: 'Dialog', content, script: '/assets/dialog.js' });
}

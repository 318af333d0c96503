import { html } from '../html.ts';
import { renderBare } from '../layout.ts';
import type { SiteRequest } from '../request.ts';
import { file, page, type SiteResponse } from '../response.ts';

/** `/frame`: a page whose form stands inside an iframe. */
export function framePage(): SiteResponse {
  const content = html`<section class="narrow">
<h1>The reader's letter</h1>
<p>The form below is a page of its own inside an iframe.</p>
<iframe class="frame" name="letter" title="Letter form" src="/frame/form"></iframe>
</section>`;
  return page({ title: 'Frame', content });
}

/** `/frame/form`: the form inside; with a name it greets. */
export function frameForm(request: SiteRequest): SiteResponse {
  const name = (request.query.get('name') ?? '').trim().slice(0, 100);
  const content = html`<form class="form" action="/frame/form" method="get">
<label for="name">Your name</label>
<input id="name" name="name" maxlength="100" required>
<button type="submit">Subscribe</button>
</form>
${name !== '' && html`<p role="status">Thank you, ${name}. The letter is on its way.</p>`}`;
  return file('text/html', renderBare('Letter form', content).markup);
}

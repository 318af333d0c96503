import { html } from '../html.ts';
import type { SiteRequest } from '../request.ts';
import { page, type SiteResponse } from '../response.ts';
import { DEMO_ACCOUNT } from '../session.ts';

/** `/auth`: 401 with a challenge, unless the browser signs in with the demo account (HTTP Basic). */
export function authPage(request: SiteRequest): SiteResponse {
  if (request.authorization === expectedHeader()) {
    const content = html`<section class="narrow"><h1>The back room</h1><p role="status">You are signed in.</p></section>`;
    return page({ title: 'The back room', content });
  }
  const content = html`<section class="narrow">
<h1>Sign-in needed</h1>
<p role="alert">This page needs the browser's own sign-in.</p>
</section>`;
  const challenge = { 'www-authenticate': 'Basic realm="Pageturner back room", charset="UTF-8"' };
  return page({ title: 'Sign-in needed', content }, 401, challenge);
}

function expectedHeader(): string {
  return `Basic ${Buffer.from(`${DEMO_ACCOUNT.email}:${DEMO_ACCOUNT.password}`).toString('base64')}`;
}

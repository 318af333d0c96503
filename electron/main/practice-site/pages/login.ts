import { type Html, html } from '../html.ts';
import type { SiteRequest } from '../request.ts';
import { page, redirect, type SiteResponse } from '../response.ts';
import { DEMO_ACCOUNT, END_SESSION, isDemoAccount, START_SESSION } from '../session.ts';

/**
 * `/login`: the form, and its answer. A wrong password gives the form again with an alert and status 200, as many sites do;
 * with `?strict=1` it answers 401.
 */
export function loginPage(request: SiteRequest): SiteResponse {
  const isStrict = request.query.get('strict') === '1';
  if (request.method === 'GET') {
    const needsLogin = request.query.get('from') === 'account';
    return form({
      isStrict,
      email: '',
      notice: needsLogin && html`<p role="status">Log in to see your account.</p>`,
    });
  }
  const email = request.form.get('email') ?? '';
  if (isDemoAccount(email, request.form.get('password') ?? '')) return redirect('/account', START_SESSION);
  const notice = html`<p class="alert" role="alert">Wrong email or password</p>`;
  return form({ isStrict, email, notice }, isStrict ? 401 : 200);
}

/** `/logout`: ends the session. */
export function logoutPage(): SiteResponse {
  const content = html`<section class="narrow">
<h1>You are logged out</h1>
<p><a class="button" href="/login">Log in again</a></p>
</section>`;
  return page({ title: 'Logged out', content }, 200, END_SESSION);
}

function form(parts: { isStrict: boolean; email: string; notice: Html | false }, status = 200): SiteResponse {
  const content = html`<section class="narrow">
<h1>Log in</h1>
${parts.notice}
<form class="form" method="post" action="${parts.isStrict ? '/login?strict=1' : '/login'}">
<label for="email">Email</label>
<input id="email" name="email" type="email" autocomplete="username" required value="${parts.email}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">Log in</button>
</form>
<p class="quiet">For practice: <code>${DEMO_ACCOUNT.email}</code> with <code>${DEMO_ACCOUNT.password}</code></p>
</section>`;
  return page({ title: 'Log in', content }, status);
}

import type { SiteRequest } from './request.ts';

/** The shop's only account. It guards nothing, so its password stands on the login page for all to read. */
export const DEMO_ACCOUNT = { email: 'demo@pageturner.example', password: 'bookworm', name: 'Robin Demo' };

const COOKIE = 'pageturner_session';
/** Always the same: the session says "logged in" and nothing more, so it outlives the server and needs no chance. */
const TOKEN = 'robin-demo';

export const START_SESSION = { 'set-cookie': `${COOKIE}=${TOKEN}; Path=/; HttpOnly; SameSite=Lax` };
export const END_SESSION = { 'set-cookie': `${COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0` };

/** True when the request carries the session that the login page gave. */
export function hasSession(request: SiteRequest): boolean {
  return request.cookies.get(COOKIE) === TOKEN;
}

/** True for the demo account's email (in any case) and its exact password. */
export function isDemoAccount(email: string, password: string): boolean {
  return email.trim().toLowerCase() === DEMO_ACCOUNT.email && password === DEMO_ACCOUNT.password;
}

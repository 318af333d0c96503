import { findBook } from './books.ts';
import { accountPage } from './pages/account.ts';
import { authPage } from './pages/auth.ts';
import { booksData } from './pages/data.ts';
import { detailPage } from './pages/detail.ts';
import { dialogPage } from './pages/dialog.ts';
import { downloadPage, priceList } from './pages/download.ts';
import { type FlakyVisits, flakyBroken, flakyPage } from './pages/flaky.ts';
import { frameForm, framePage } from './pages/frame.ts';
import { homePage } from './pages/home.ts';
import { lateMessage, latePage } from './pages/late.ts';
import { listPage } from './pages/list.ts';
import { loginPage, logoutPage } from './pages/login.ts';
import { missingPage } from './pages/missing.ts';
import { orderPage } from './pages/order.ts';
import { searchPage } from './pages/search.ts';
import { slowPage } from './pages/slow.ts';
import { tablePage } from './pages/table.ts';
import type { SiteRequest } from './request.ts';
import { file, plain, type SiteResponse } from './response.ts';
import { DIALOG_SCRIPT, LATE_SCRIPT } from './scripts.ts';
import { ICON, STYLE } from './styles.ts';

/** All that the shop remembers between two requests. */
export interface SiteMemory {
  readonly flaky: FlakyVisits;
}

type Page = (request: SiteRequest, memory: SiteMemory) => SiteResponse;

/** Every fixed address of the shop. */
export const PAGES: ReadonlyMap<string, Page> = new Map<string, Page>([
  ['/', homePage],
  ['/books', listPage],
  ['/search', searchPage],
  ['/login', loginPage],
  ['/logout', logoutPage],
  ['/account', accountPage],
  ['/order', orderPage],
  ['/table', tablePage],
  ['/download', downloadPage],
  ['/download/price-list.csv', priceList],
  ['/frame', framePage],
  ['/frame/form', frameForm],
  ['/dialog', dialogPage],
  ['/late', latePage],
  ['/late/message', lateMessage],
  ['/slow', slowPage],
  ['/flaky', (request, memory) => flakyPage(request, memory.flaky)],
  ['/flaky/broken', flakyBroken],
  ['/auth', authPage],
  ['/missing', missingPage],
  ['/data/books.json', booksData],
  ['/assets/style.css', () => file('text/css', STYLE)],
  ['/assets/icon.svg', () => file('image/svg+xml', ICON)],
  ['/assets/dialog.js', () => file('text/javascript', DIALOG_SCRIPT)],
  ['/assets/late.js', () => file('text/javascript', LATE_SCRIPT)],
]);

/** The addresses that take a posted form. */
const POSTABLE: ReadonlySet<string> = new Set(['/login', '/logout', '/order', '/flaky']);

const BOOK_PREFIX = '/books/';

/** Answers a request that has passed the server's checks. */
export function answer(request: SiteRequest, memory: SiteMemory): SiteResponse {
  if (request.method === 'POST' && !POSTABLE.has(request.path)) {
    return plain(405, 'This page takes GET only.', { allow: 'GET' });
  }
  const page = PAGES.get(request.path);
  if (page !== undefined) return page(request, memory);
  const book = request.path.startsWith(BOOK_PREFIX)
    ? findBook(request.path.slice(BOOK_PREFIX.length))
    : undefined;
  return book === undefined ? missingPage(request) : detailPage(book);
}

import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOOKS, formatPounds } from '../../../../electron/main/practice-site/books.ts';
import { PAST_ORDERS } from '../../../../electron/main/practice-site/pages/account.ts';
import { STOCK_LINES } from '../../../../electron/main/practice-site/pages/table.ts';
import { type PracticeSite, startPracticeSite } from '../../../../electron/main/practice-site/server.ts';
import { type Answer, ask, type Question, unescapeHtml } from './ask.ts';
import { HandClock } from './hand-clock.ts';

const clock = new HandClock();
let site: PracticeSite;

beforeAll(async () => {
  site = await startPracticeSite(clock);
});

afterAll(() => site.stop());

const visit = (path: string, question?: Question): Promise<Answer> => ask(site.url + path, question);

/** What the cards of a page say: title, address, price, stock and rating. */
function cards(body: string): Array<Record<string, string | number>> {
  return body
    .split('<article')
    .slice(1)
    .map((card) => {
      const [, address = '', title = ''] = /<a href="([^"]*)">([^<]*)<\/a>/.exec(card) ?? [];
      const value = (name: string): number =>
        Number(new RegExp(`data-testid="${name}" value="([^"]*)"`).exec(card)?.[1]);
      return {
        title: unescapeHtml(title),
        path: address,
        price: value('price'),
        stock: value('stock'),
        rating: value('rating'),
      };
    });
}

const nextLink = (body: string): string | undefined =>
  unescapeHtml(/rel="next" href="([^"]*)">Next</.exec(body)?.[1] ?? '') || undefined;

describe('the list', () => {
  it('shows all 64 books over four pages, sixteen a page, by following Next, equal to the data', async () => {
    const found: Array<Record<string, string | number>> = [];
    const sizes: number[] = [];
    for (let path: string | undefined = '/books'; path !== undefined; ) {
      const { body } = await visit(path);
      sizes.push(cards(body).length);
      found.push(...cards(body));
      path = nextLink(body);
    }
    expect(sizes).toEqual([16, 16, 16, 16]);
    expect(found).toEqual(
      BOOKS.map(({ title, slug, pence, stock, rating }) => ({
        title,
        path: `/books/${slug}`,
        price: pence / 100,
        stock,
        rating,
      })),
    );
  });

  it('gives the same books as data, with everything that is known of them', async () => {
    const expected = BOOKS.map(({ pence, ...book }) => ({
      ...book,
      price: pence / 100,
      path: `/books/${book.slug}`,
    }));
    expect(JSON.parse((await visit('/data/books.json')).body)).toEqual({ books: expected });
  });

  it('has a Previous link on all pages but the first', async () => {
    expect((await visit('/books')).body).not.toContain('>Previous<');
    expect((await visit('/books?page=2')).body).toContain('rel="prev" href="/books?page=1">Previous<');
  });

  it('shows one category with its own pages', async () => {
    const { body } = await visit('/books?category=fiction');
    const fiction = BOOKS.filter((book) => book.category === 'Fiction');
    expect(fiction.length).toBeGreaterThan(16);
    expect(cards(body).map((card) => card.title)).toEqual(fiction.slice(0, 16).map((book) => book.title));
    expect(nextLink(body)).toBe('/books?category=fiction&page=2');
  });

  it.each(['0', '5', '-1', '1.5', 'two', '', '99999'])('answers 404 to page "%s"', async (number) => {
    expect((await visit(`/books?page=${number}`)).status).toBe(404);
  });

  it('answers 404 to a category and a book that do not exist', async () => {
    expect((await visit('/books?category=cookery')).status).toBe(404);
    expect((await visit('/books/no-such-book')).status).toBe(404);
    expect((await visit('/nowhere')).status).toBe(404);
  });

  it('has a page for every book', async () => {
    for (const book of BOOKS) {
      const { status, body } = await visit(`/books/${book.slug}`);
      expect(status).toBe(200);
      const text = unescapeHtml(body);
      for (const part of [book.title, book.author, book.isbn, book.description, formatPounds(book.pence)]) {
        expect(text).toContain(part);
      }
      expect(body.includes('Order this book')).toBe(book.stock > 0);
    }
  });
});

describe('the search', () => {
  it('finds by title, author and ISBN in any case', async () => {
    const titles = async (q: string): Promise<unknown[]> =>
      cards((await visit(`/search?${new URLSearchParams({ q })}`)).body).map((card) => card.title);
    expect(await titles('SALT')).toEqual(['The Salt Road', 'Salt & Smoke', 'The Borrowed Coat']);
    expect(await titles('zoë')).toEqual(['Café Meridian']);
    expect(await titles(BOOKS[7]?.isbn ?? '')).toEqual(['Low Tide']);
    expect(await titles('  ')).toEqual([]);
  });

  it('shows what was searched as text and never as markup', async () => {
    const q = `"><script>alert(1)</script><img src=x onerror='x'>`;
    const { body } = await visit(`/search?${new URLSearchParams({ q })}`);
    expect(body).not.toContain('<script');
    expect(body).not.toContain('<img');
    expect(body).toContain('No books found for “&quot;&gt;&lt;script&gt;');
    expect(body).toContain('value="&quot;&gt;&lt;script&gt;');
  });
});

describe('the account', () => {
  const right = { email: 'demo@pageturner.example', password: 'bookworm' };
  const wrong = { ...right, password: 'Bookworm' };

  it('lets the demo account in and shows its five orders', async () => {
    const login = await visit('/login', { form: right });
    expect(login).toMatchObject({ status: 303, headers: { location: '/account' } });
    const cookie = String(login.headers['set-cookie']).split(';')[0] ?? '';
    const account = await visit('/account', { headers: { cookie } });
    expect(account.status).toBe(200);
    expect(account.body.split('<article')).toHaveLength(6);
    for (const order of PAST_ORDERS) {
      for (const part of [order.number, order.day, formatPounds(order.pence)])
        expect(account.body).toContain(part);
    }
  });

  it('says that the password is wrong, with 200, or 401 where the page is strict, and gives no session', async () => {
    for (const [path, status] of [
      ['/login', 200],
      ['/login?strict=1', 401],
    ] as const) {
      const answer = await visit(path, { form: wrong });
      expect(answer.status).toBe(status);
      expect(answer.body).toContain('role="alert">Wrong email or password<');
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('sends whoever has no session, or a made-up one, to the login page', async () => {
    for (const headers of [{}, { cookie: 'pageturner_session=guess' }]) {
      expect(await visit('/account', { headers })).toMatchObject({
        status: 303,
        headers: { location: '/login?from=account' },
      });
    }
  });

  it('ends the session when it logs out', async () => {
    expect(String((await visit('/logout')).headers['set-cookie'])).toContain('Max-Age=0');
  });
});

describe('the order form', () => {
  const order = { title: 'low-tide', quantity: '2', note: 'For <Ada>' };
  const number = (answer: Answer): string | undefined => /PT-\d{6}/.exec(answer.body)?.[0];

  it('confirms with the total and a number that follows from what was ordered', async () => {
    const first = await visit('/order', { form: order });
    expect(first.status).toBe(200);
    expect(first.body).toContain('Thank you for your order');
    expect(first.body).toContain('£17.98');
    expect(first.body).toContain('For &lt;Ada&gt;');
    expect(number(first)).toBeDefined();
    expect(number(await visit('/order', { form: order }))).toBe(number(first));
    for (const other of [{ quantity: '3' }, { gift: 'yes' }, { note: '' }, { title: 'slate' }]) {
      expect(number(await visit('/order', { form: { ...order, ...other } }))).not.toBe(number(first));
    }
  });

  it.each([
    [{ title: '' }, 'Choose a title'],
    [{ title: 'the-ninth-bell' }, 'Choose a title'],
    [{ quantity: '0' }, 'from 1 to 20'],
    [{ quantity: '21' }, 'from 1 to 20'],
    [{ quantity: '1.5' }, 'from 1 to 20'],
    [{ note: 'x'.repeat(501) }, 'longer than 500'],
  ])('refuses %o with an alert', async (change, message) => {
    const answer = await visit('/order', { form: { ...order, ...change } });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatch(new RegExp(`role="alert">[^<]*${message}`));
  });

  it('comes with the title chosen that the address names', async () => {
    expect((await visit('/order?title=low-tide')).body).toContain('<option value="low-tide" selected>');
  });
});

describe('the pages that behave badly', () => {
  it('flaky: fails twice for each key, then works, until its button breaks it again', async () => {
    const status = async (key: string): Promise<number> => (await visit(`/flaky?key=${key}`)).status;
    expect([await status('a'), await status('b'), await status('a'), await status('a')]).toEqual([
      503, 503, 503, 200,
    ]);
    expect([await status('a'), await status('b'), await status('b')]).toEqual([200, 503, 200]);
    const broken = await visit('/flaky', { form: { key: 'a' } });
    expect(broken).toMatchObject({ status: 303, headers: { location: '/flaky/broken' } });
    expect([await status('a'), await status('b')]).toEqual([503, 200]);
  });

  it.each([
    ['/slow', 2000],
    ['/slow?ms=10', 10],
    ['/slow?ms=600000', 60_000],
    ['/slow?ms=-5', 2000],
    ['/slow?ms=soon', 2000],
    ['/late/message', 800],
  ])('%s answers after %i ms', async (path, ms) => {
    const asked = visit(path);
    const timer = await clock.whenSet();
    expect(timer.ms).toBe(ms);
    timer.fn();
    expect((await asked).status).toBe(200);
    await clock.whenEmpty();
  });

  it('auth: challenges, refuses a wrong password and lets the demo account in', async () => {
    const basic = (pair: string): Question => ({
      headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
    });
    const challenged = await visit('/auth');
    expect(challenged.status).toBe(401);
    expect(challenged.headers['www-authenticate']).toMatch(/^Basic realm=/);
    expect((await visit('/auth', basic('demo@pageturner.example:wrong'))).status).toBe(401);
    expect((await visit('/auth', basic('demo@pageturner.example:bookworm'))).status).toBe(200);
  });
});

describe('table, frame and download', () => {
  it('the table has a head and twenty rows that never reserve more than there is', async () => {
    const { body } = await visit('/table');
    expect(body.match(/<tr><td>/g)).toHaveLength(20);
    expect(STOCK_LINES.filter((line) => line.reserved > line.onHand)).toEqual([]);
  });

  it('the form in the frame greets by name, as text', async () => {
    expect((await visit('/frame')).body).toContain('src="/frame/form"');
    expect((await visit('/frame/form?name=%3Cb%3E')).body).toContain('Thank you, &lt;b&gt;.');
  });

  it('the price list is a file of 64 lines after its header', async () => {
    const { headers, body } = await visit('/download/price-list.csv');
    expect(headers['content-disposition']).toBe('attachment; filename="price-list.csv"');
    const lines: unknown = parse(body, { columns: true });
    expect(lines).toEqual(
      BOOKS.map(({ isbn, title, author, pence, stock }) => ({
        isbn,
        title,
        author,
        price: (pence / 100).toFixed(2),
        stock: String(stock),
      })),
    );
  });
});

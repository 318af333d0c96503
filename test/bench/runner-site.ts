import { startSite, type TestSite } from '../support/test-site.ts';

/** So many fields and buttons the page of the long job has. */
export const FIELDS = 100;
export const ITEMS = 10_000;

export interface BenchSite extends TestSite {
  /** How often the page of clicks was clicked, and when last (performance.now). */
  readonly clicks: { count: number; at: number };
}

/** The pages that product and raw Playwright work on. */
export async function startBenchSite(): Promise<BenchSite> {
  const clicks = { count: 0, at: Number.NaN };
  const site = await startSite({
    '/one': onePage(),
    '/form': formPage(),
    '/list': listPage(),
    '/clicks': page(
      `<button id="go">Go</button><script>document.querySelector('#go').onclick = () => { navigator.sendBeacon('/clicked'); };</script>`,
    ),
    '/clicked': (_request, response) => {
      clicks.count++;
      clicks.at = performance.now();
      response.writeHead(204).end();
    },
    ...HANGING_PAGES,
    '/never': (_request, response) => {
      response.writeHead(200, { 'content-disposition': 'attachment; filename="never.bin"' });
      const more = setInterval(() => response.write('more'), 200);
      response.once('close', () => clearInterval(more));
    },
  });
  return { ...site, clicks };
}

/** Pages that do not want to end. */
const HANGING_PAGES = {
  '/endless': page('<button id="go">Go</button><script>go.onclick = () => { for (;;); };</script>'),
  '/unload': page(
    '<button id="go">Go</button><script>window.onbeforeunload = (event) => event.preventDefault();</script>',
  ),
  '/download': page('<a id="go" href="/never">Go</a>'),
};

function onePage(): string {
  return page(`<h1>One page</h1><button id="go">Go</button><p id="told">not yet</p>
    <script>document.querySelector('#go').onclick = () => { document.querySelector('#told').textContent = 'done'; };</script>`);
}

function formPage(): string {
  const parts = Array.from(
    { length: FIELDS },
    (_, n) => `<p><input id="f${n}"><button id="b${n}">Add</button></p>`,
  );
  return page(parts.join(''));
}

function listPage(): string {
  const items = Array.from(
    { length: ITEMS },
    (_, n) => `<li><b>Book ${n}</b><i>${n}.50</i><a href="/book/${n}">more</a></li>`,
  );
  return page(`<ul>${items.join('')}</ul>`);
}

function page(body: string): string {
  return `<!doctype html><html lang="en"><title>Benchmark</title>${body}</html>`;
}

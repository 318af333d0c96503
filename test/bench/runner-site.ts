import { startSite, type TestSite } from '../support/test-site.ts';

/** So many fields and buttons the page of the long job has. */
export const FIELDS = 100;
export const ITEMS = 10_000;

/** The pages that product and raw Playwright work on. */
export function startBenchSite(): Promise<TestSite> {
  return startSite({ '/one': onePage(), '/form': formPage(), '/list': listPage() });
}

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

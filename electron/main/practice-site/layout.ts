import { type Html, html } from './html.ts';

/** What differs from page to page. */
export interface PageParts {
  /** Stands in the window's title before the shop's name. */
  readonly title: string;
  readonly content: Html;
  /** Words to show in the search box. */
  readonly search?: string;
  /** Address of the page's only script, for the pages that are about one. */
  readonly script?: string;
}

/** The whole document: head, the shop's bar with its search, the content, the foot. */
export function renderPage(parts: PageParts): Html {
  return html`<!doctype html>
<html lang="en">
${head(parts.title, parts.script)}
<body>
<a class="skip" href="#content">Skip to content</a>
${bar(parts.search ?? '')}
<main id="content" class="content">
${parts.content}
</main>
<footer class="foot">
<p>A practice shop that comes with Runwright. Everything in it is invented, and nothing leaves this computer.</p>
</footer>
</body>
</html>
`;
}

/** A document without the shop's bar, for frames. */
export function renderBare(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
${head(title, undefined)}
<body class="bare">
${content}
</body>
</html>
`;
}

function head(title: string, script: string | undefined): Html {
  return html`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Pageturner</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/style.css">
${script !== undefined && html`<script src="${script}" defer></script>`}
</head>`;
}

/** The one search form of a page, so that the label "Search" names exactly one field. */
function bar(search: string): Html {
  return html`<header class="bar">
<a class="brand" href="/">Pageturner</a>
<form class="search" action="/search" method="get">
<label class="unseen" for="q">Search</label>
<input id="q" name="q" type="search" maxlength="100" placeholder="Search by title, author or ISBN" value="${search}">
<button type="submit">Search</button>
</form>
<nav class="bar-links" aria-label="Shop">
<a href="/books">Shop</a>
<a href="/order">Order</a>
<a href="/account">Account</a>
</nav>
</header>`;
}

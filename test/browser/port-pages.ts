import type { Handler } from '../support/test-site.ts';

/** How many items the page `/big` lists. */
export const BIG = 10_000;

const listPage: Handler = (request, response) => {
  const number = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page') ?? '1');
  const items = [1, 2, 3].map(
    (n) => `<article><h3>Item ${number}.${n}</h3><a href="/item/${number}-${n}">Open</a></article>`,
  );
  const next =
    number < 3 ? `<a href="/pages?page=${number + 1}">Next</a>` : '<a class="disabled" href="#">Next</a>';
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end(`<nav>${next}</nav>${items.join('')}<nav>${next}</nav>`);
};

/** The pages on which the port is tried, by path. */
export const PAGES: Record<string, string | Handler> = {
  '/form': `<title>Form</title><form>
    <label>Name <input id="name" placeholder="Your name"></label>
    <label>Country <select id="country"><option value="no">Norway</option><option value="se">Sweden</option></select></label>
    <label><input type="checkbox" id="agree"> I agree</label>
    <input id="locked" value="x" disabled><input id="fixed" value="y" readonly>
    <button type="button" id="go" title="Go on" data-testid="go" onclick="this.textContent = 'Done ' + event.detail">Go</button>
    </form><div id="menu" onmouseenter="this.textContent = 'open'">Menu</div><img alt="A red kite" width="9" height="9">
    <p id="keys"></p><script>addEventListener('keydown', (e) => { document.querySelector('#keys').textContent += e.key; });</script>`,
  '/late': `<div id="soon"></div><script>setTimeout(() => { document.querySelector('#soon').innerHTML = '<button>Late</button>'; document.querySelector('#soon').insertAdjacentText('beforeend', 'All done'); history.pushState(0, '', '/late/arrived?ok=1'); }, 300);
    setTimeout(() => document.querySelector('#going').remove(), 300);</script><p id="going">Going</p>`,
  '/two': '<button>Buy</button><button>Buy</button><p hidden id="secret">hidden</p>',
  '/covered':
    '<button>Under</button><div style="position:fixed;inset:0;background:#fff" class="cookie-wall">Cookies</div>',
  '/frames': '<h1>Outer</h1><iframe id="outer" src="/frame-middle"></iframe>',
  '/frame-middle': '<iframe name="inner" src="/frame-inner"></iframe>',
  '/frame-inner': '<label>Inside <input id="in"></label><ul><li>a</li><li>b</li></ul>',
  '/big': `<ul>${Array.from({ length: BIG }, (_, n) => `<li><b>Book ${n}</b> <i data-testid="price">£${n}.50</i> <a href="/book/${n}">more</a></li>`).join('')}</ul>`,
  '/pages': listPage,
  '/script-pages': `<div id="list"><p class="item">1</p></div><button id="next">More</button><script>let n = 1;
    next.onclick = async () => { await fetch('/slow-data'); n++; list.innerHTML = n > 3 ? '' : '<p class="item">' + n + '</p>'; if (n >= 2) next.disabled = true; };</script>`,
  '/slow-data': (_request, response) => setTimeout(() => response.end('{}'), 300),
  '/stuck-pages': '<p class="item">1</p><button>Next</button>',
  '/downloads': '<a href="/report.csv">Report</a><a href="/form">No file</a>',
  '/report.csv': (_request, response) => {
    response.writeHead(200, {
      'content-disposition': 'attachment; filename="../re:port.csv"',
      'content-type': 'text/csv',
    });
    response.end('a,b\n1,2\n');
  },
  '/private': (_request, response) => response.writeHead(401).end('no'),
  '/hangs': () => undefined,
  '/dialogs': `<button onclick="alert('Hello'); this.textContent = confirm('Sure?') ? 'yes' : 'no'">Ask</button>
    <button onclick="window.open('/form')">Window</button>`,
};

import type { Handler } from '../support/test-site.ts';

const html = (body: string): string => `<!doctype html><meta charset="utf-8"><title>Page</title>${body}`;

/** Writes what happens to it into #log. */
const LOG = `<p id="log"></p><script>
  const log = (word) => { document.querySelector('#log').textContent += word + ' '; };
</script>`;

const numbered: Handler = (request, response) => {
  const at = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page') ?? '1');
  const links = [1, 2, 3].map((n) => `<a class="page" href="/numbered?page=${n}">${n}</a>`);
  const items = [1, 2].map((n) => `<li>${at}.${n}</li>`);
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end(html(`<ul>${items.join('')}</ul>${links.join(' ')}`));
};

const echo: Handler = (request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on('end', () => {
    const { method, headers } = request;
    response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'seen=yes' });
    response.end(JSON.stringify({ method, type: headers['content-type'], cookie: headers.cookie, body }));
  });
};

const basic: Handler = (request, response) => {
  const wanted = `Basic ${Buffer.from('ada:pässwort').toString('base64')}`;
  const isIn = request.headers.authorization === wanted;
  const asks = isIn ? {} : { 'www-authenticate': 'Basic realm="x"' };
  response.writeHead(isIn ? 200 : 401, { 'content-type': 'text/html; charset=utf-8', ...asks });
  response.end(html(isIn ? '<h1>Inside</h1>' : '<h1>Outside</h1>'));
};

/** The pages on which the actions are tried, by path. */
export const ACTION_PAGES: Record<string, string | Handler> = {
  '/one': html('<h1>One</h1><a href="/two">Two</a>'),
  '/two': html('<h1>Two</h1>').replace('Page', 'Two'),
  '/mouse': html(`<button id="b" style="width:100px;height:40px">Button</button>${LOG}
    <script>for (const kind of ['click', 'auxclick', 'contextmenu', 'dblclick'])
      b.addEventListener(kind, (e) => { e.preventDefault(); log([kind, e.button, e.detail, e.shiftKey ? 'shift' : '', e.offsetX + ',' + e.offsetY].join(':')); });</script>`),
  '/keys':
    html(`${LOG}<label>Name <input id="name" value="old"></label><label>Notes <textarea id="notes"></textarea></label>
    <script>document.querySelector('#name').addEventListener('keydown', (e) => log(e.key));
    document.querySelector('#name').addEventListener('focus', () => log('focus'));</script>`),
  '/choices':
    html(`<select id="many" multiple aria-label="Many"><option value="a">Alpha</option><option value="b">Beta</option><option value="c">Gamma 😀</option></select>
    <label><input type="checkbox" id="agree">I agree</label>`),
  '/files':
    html(`<input type="file" id="field" multiple aria-label="Files"><button id="ask">Choose</button><p id="got"></p>
    <script>const show = (e) => { got.textContent = [...e.target.files].map((f) => f.name + ':' + f.size).join(' '); };
    field.onchange = show;
    ask.onclick = () => { const input = document.createElement('input'); input.type = 'file'; input.onchange = show; input.click(); };</script>`),
  '/drag':
    html(`${LOG}<div id="card" draggable="true" style="width:80px;height:40px">Card</div><div id="done" style="width:200px;height:200px;margin-top:60px">Done</div>
    <div id="slider" style="position:absolute;left:300px;top:20px;width:30px;height:30px;background:red">S</div>
    <script>done.ondragover = (e) => e.preventDefault(); done.ondrop = () => log('dropped');
    let held = false; slider.onmousedown = () => { held = true; };
    addEventListener('mousemove', (e) => { if (held) slider.style.left = e.clientX - 15 + 'px'; });
    addEventListener('mouseup', () => { if (held) log('left:' + Math.round(parseFloat(slider.style.left))); held = false; });</script>`),
  '/long': html(`<div style="height:4000px">Top</div><p id="far">Far away</p>
    <div id="box" style="height:100px;overflow:auto"><div style="height:900px">In a box</div></div>`),
  '/endless':
    html(`<ul id="list"></ul><script>let n = 0; const add = () => { for (let i = 0; i < 20; i++) list.insertAdjacentHTML('beforeend', '<li style="height:60px">Item ' + ++n + '</li>'); };
    add(); addEventListener('scroll', () => { if (n < 60 && scrollY + innerHeight > document.body.scrollHeight - 50 && !window.busy) {
      window.busy = true; setTimeout(() => { add(); window.busy = false; }, 150); } });</script>`),
  '/window':
    html(`<div id="box" style="height:300px;overflow:auto;position:relative"><div style="height:6000px"></div></div><script>
    const draw = () => { const from = Math.floor(box.scrollTop / 60); box.querySelectorAll('.row').forEach((e) => e.remove());
      for (let i = from; i < Math.min(from + 6, 100); i++) box.insertAdjacentHTML('beforeend', '<p class="row" style="position:absolute;margin:0;top:' + i * 60 + 'px">Row ' + i + '</p>'); };
    draw(); box.onscroll = draw;</script>`),
  '/more': html(`<ul id="list"><li>1</li><li>2</li></ul><button id="more">Show more</button><script>let n = 2;
    more.onclick = () => setTimeout(() => { for (let i = 0; i < 2; i++) list.insertAdjacentHTML('beforeend', '<li>' + ++n + '</li>'); if (n >= 6) more.remove(); }, 150);</script>`),
  '/numbered': numbered,
  '/table':
    html(`<table id="t"><caption>Prices</caption><thead><tr><th>Fruit</th><th colspan="2">Price</th></tr></thead>
    <tbody><tr><td rowspan="2">Apple 🍎</td><td>1,20 €</td><td>kg</td></tr><tr><td>0,40 €</td><td>each</td></tr>
    <tr><td>תפוח</td><td>3</td><td><table><tr><td>inner</td></tr></table></td></tr></tbody><tfoot><tr><td>Sum</td><td>9</td><td></td></tr></tfoot></table>
    <table id="bare"><tr><td>a</td><td>b</td></tr></table>
    <div role="table" id="grid"><div role="row"><span role="columnheader">Name</span></div><div role="row"><span role="cell">Ada</span></div></div>`),
  '/frames': html('<iframe id="outer" src="/frame"></iframe>'),
  '/frame': html(
    '<label>Inside <input id="in"></label><button onclick="this.textContent = \'Pressed\'">Press</button><ul><li>a</li><li>b</li></ul>',
  ),
  '/shadow':
    html(`<my-box></my-box><script>customElements.define('my-box', class extends HTMLElement { connectedCallback() {
    const root = this.attachShadow({ mode: 'open' }); root.innerHTML = '<label>Secret <input></label><button>Go</button><p></p><ul><li>x</li><li>y</li></ul>';
    root.querySelector('button').onclick = () => { root.querySelector('p').textContent = 'Hello ' + root.querySelector('input').value; }; } });</script>`),
  '/late': html(
    `<div id="place"></div><script>setTimeout(() => { place.innerHTML = '<label>Late <input></label><button onclick="this.textContent = \\'Clicked\\'">Late button</button>'; }, 400);</script>`,
  ),
  '/overlay':
    html(`<button onclick="this.textContent = 'Clicked'">Under</button><div id="wall" style="position:fixed;inset:0;background:#fff8">Wait</div>
    <script>setTimeout(() => wall.remove(), 500);</script>`),
  '/detaching':
    html(`<div id="place"><button>Go</button></div><p id="log"></p><script>let n = 0; const timer = setInterval(() => {
      place.innerHTML = '<button onclick="log.textContent = \\'Clicked\\'">Go</button>'; if (++n > 10) clearInterval(timer); }, 60);</script>`),
  '/words': html(
    `<div dir="rtl"><label>שם <input id="name"></label><button onclick="this.nextElementSibling.textContent = 'שלום ' + document.querySelector('#name').value">שלח 📨</button><p id="said"></p></div>`,
  ),
  '/states':
    html(`<input id="on" checked type="checkbox"><input id="off" disabled><input id="fixed" readonly><input id="free" value="1"><select id="list"><option>1</select>
    <div id="aria" role="switch" aria-checked="true" aria-disabled="true">S</div><p hidden id="gone">x</p><i></i><i></i><i></i>`),
  '/answers': html(
    `<button onclick="fetch('/echo', { method: 'POST', body: 'x' }).then(() => fetch('/missing'))">Send</button><a href="/one">Away</a>`,
  ),
  '/echo': echo,
  '/sends': html(
    `<button onclick="setTimeout(() => { location.href = '/report.csv'; }, 200)">Export</button>`,
  ),
  '/report.csv': (_request, response) => {
    response.writeHead(200, {
      'content-disposition': 'attachment; filename="report.csv"',
      'content-type': 'text/csv',
    });
    response.end('a,b\n1,2\n');
  },
  '/asks': html(
    `<button id="ask" onclick="log(confirm('Sure?')); log(prompt('Name?', 'Bob')); alert('Saved 7')">Ask</button>${LOG}`,
  ),
  '/leave': html(
    `<button>Touch</button><script>addEventListener('beforeunload', (e) => { e.preventDefault(); e.returnValue = 'x'; });</script>`,
  ),
  '/opens': html(
    `<a href="/two" target="_blank">Other</a><button onclick="setTimeout(() => window.open('/two'), 300)">Later</button><button onclick="window.open('javascript:document.title=1'); window.open('file:///etc/passwd')">Bad</button>`,
  ),
  '/closes': html('<h1>Closes</h1><button onclick="window.close()">Close me</button>'),
  '/opens-closing': html('<h1>Opener</h1><a href="/closes" target="_blank" rel="opener">Window</a>'),
  '/flood': html(
    '<button onclick="setInterval(() => alert(1), 1)">Dialogs</button><button onclick="for (let i = 0; i < 40; i++) window.open(\'/one\')">Windows</button>',
  ),
  '/downloads': html(
    `<button onclick="for (let i = 0; i < 60; i++) { const a = document.createElement('a'); a.href = 'data:text/plain,' + i; a.download = i + '.txt'; a.click(); }">Start</button>`,
  ),
  '/csp': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': "default-src 'none'" });
    response.end(html('<h1>Strict</h1>'));
  },
  '/storage': html('<p id="cookie"></p><script>cookie.textContent = document.cookie;</script>'),
  '/basic': basic,
  '/bits': html(
    '<img src="/pixel.png" onload="document.title=\'loaded\'" onerror="document.title=\'blocked\'">',
  ),
  '/pixel.png': (_request, response) => {
    response.writeHead(200, { 'content-type': 'image/png' });
    response.end(
      Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      ),
    );
  },
  '/missing': (_request, response) => response.writeHead(404).end('no'),
};

import { createServer, type Server } from 'node:http';

/** How many lines the page of `/chatter` writes into its console, and so into the job's log. */
export const CHATTER_LINES = 3_000;
const CHATTER = `<script>for (let n = 1; n <= ${CHATTER_LINES}; n++) console.warn('line ' + n + ' of the chatter');</script>`;

/** A shop outside of the app, so that it outlives it: it counts how often each order was placed. */
export interface CountingShop {
  readonly url: string;
  /** How often the order with this key was placed. */
  placed(key: string): number;
  stop(): void;
}

export async function startCountingShop(): Promise<CountingShop> {
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const key = searchParams.get('key') ?? '';
    const places = request.method === 'POST' && pathname === '/order';
    if (places) counts.set(key, (counts.get(key) ?? 0) + 1);
    // Every request on its own connection: a browser may send a request again when a kept one breaks.
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', connection: 'close' });
    if (pathname === '/chatter') response.end(page('Chatter', CHATTER));
    else response.end(places ? page('Thank you') : page('Order', formOf(key)));
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    placed: (key) => counts.get(key) ?? 0,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function page(title: string, content = ''): string {
  return `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1>${content}</html>`;
}

/** The key is one of ours: letters, digits and a dash. */
function formOf(key: string): string {
  return `<form method="post" action="/order?key=${encodeURIComponent(key)}"><button>Place the order</button></form>`;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the shop got no port'));
      else resolve(address.port);
    });
  });
}

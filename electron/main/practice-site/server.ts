import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Clock, type Disposable, systemClock } from '../../../shared/clock.ts';
import { FlakyVisits } from './pages/flaky.ts';
import { readForm } from './read-form.ts';
import { isOwnHost, parseCookies, type SiteRequest } from './request.ts';
import { plain, type SiteResponse } from './response.ts';
import { answer, type SiteMemory } from './routes.ts';

/** A running practice shop. */
export interface PracticeSite {
  /** `http://127.0.0.1:41234`, without a slash at the end. */
  readonly url: string;
  /** Closes the port and every open connection; may be called twice and at any moment. */
  stop(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const MAX_HEADER_BYTES = 8 * 1024;

/** The shop's own style, scripts and frames, and nothing from anywhere else. */
const SHARED_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
    "frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Opens the shop on a free port of this computer only; each call opens one of its own, with its own memory.
 * @param clock runs the slow pages
 */
export async function startPracticeSite(clock: Clock = systemClock): Promise<PracticeSite> {
  const memory: SiteMemory = { flaky: new FlakyVisits() };
  const waiting = new Set<Disposable>();
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (incoming, outgoing) => {
    handle(incoming, memory)
      .catch(() => plain(500, 'The shop could not answer.'))
      .then((response) => sendLater(outgoing, response, clock, waiting));
  });
  const port = await listen(server);
  let stopped: Promise<void> | undefined;
  return {
    url: `http://${LOOPBACK}:${port}`,
    stop() {
      stopped ??= close(server, waiting);
      return stopped;
    },
  };
}

/** The checks in their order: host, method, address, body; then the page. */
async function handle(incoming: IncomingMessage, memory: SiteMemory): Promise<SiteResponse> {
  if (!isOwnHost(incoming.headers.host, incoming.socket.localPort ?? 0)) {
    return plain(421, 'This is not the host you asked for.');
  }
  const { method } = incoming;
  if (method !== 'GET' && method !== 'POST') {
    return plain(405, 'The shop takes GET and POST only.', { allow: 'GET, POST' });
  }
  const address = parseAddress(incoming.url ?? '/');
  if (address === null) return plain(400, 'The address cannot be read.');
  const form = method === 'POST' ? await readForm(incoming) : new URLSearchParams();
  if (!(form instanceof URLSearchParams)) return plain(form.status, form.message, { connection: 'close' });
  const request: SiteRequest = {
    method,
    ...address,
    form,
    cookies: parseCookies(incoming.headers.cookie),
    authorization: incoming.headers.authorization ?? '',
  };
  return answer(request, memory);
}

/** Path and query of a request line, or null when they cannot be decoded. */
function parseAddress(url: string): { path: string; query: URLSearchParams } | null {
  const base = `http://${LOOPBACK}`;
  if (!url.startsWith('/') || !URL.canParse(base + url)) return null;
  const { pathname, searchParams } = new URL(base + url);
  try {
    return { path: decodeURIComponent(pathname), query: searchParams };
  } catch {
    return null;
  }
}

/** Sends at once or after the page's delay; whoever has hung up by then gets nothing. */
function sendLater(
  outgoing: ServerResponse,
  response: SiteResponse,
  clock: Clock,
  waiting: Set<Disposable>,
): void {
  const { delayMs = 0 } = response;
  if (outgoing.destroyed) return;
  if (delayMs === 0) {
    send(outgoing, response);
    return;
  }
  const timer = clock.setTimer(delayMs, () => {
    waiting.delete(timer);
    send(outgoing, response);
  });
  waiting.add(timer);
  outgoing.once('close', () => {
    waiting.delete(timer);
    timer.dispose();
  });
}

function send(outgoing: ServerResponse, response: SiteResponse): void {
  const body = Buffer.from(response.body, 'utf8');
  outgoing.writeHead(response.status, {
    ...SHARED_HEADERS,
    ...response.headers,
    'content-length': body.length,
  });
  outgoing.end(body);
}

/** Listens on a port that the system picks, and gives it. */
function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string')
        reject(new Error('The practice shop got no port.'));
      else resolve(address.port);
    });
  });
}

function close(server: Server, waiting: Set<Disposable>): Promise<void> {
  for (const timer of waiting) timer.dispose();
  waiting.clear();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

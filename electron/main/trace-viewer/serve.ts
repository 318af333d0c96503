import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { confine, confineReal } from '../window/confine.ts';
import { viewerContentType } from '../window/content-type.ts';
import { INERT_POLICY } from '../window/csp.ts';
import { parseUrl, TRACE_HOST, TRACE_ORIGIN } from '../window/origin.ts';
import { reply } from '../window/reply.ts';
import { type ArtifactAddress, type ArtifactFiles, parseArtifactPath } from '../window/serve-artifact.ts';
import { serveFile } from '../window/serve-file.ts';

export interface TraceViewerFiles {
  /** Folder of Playwright's viewer, absolute. */
  readonly viewerDir: string;
  readonly artifacts: ArtifactFiles;
}

const TRACES = '/trace-of';

/**
 * What the viewer's page may do. Its one inline script warns of addresses that are not http, which ours is better than: it is not run.
 * Styles inside the page are Playwright's way of drawing.
 */
const VIEWER_POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `worker-src 'self'`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' data: blob:`,
  `font-src 'self' data:`,
  `connect-src 'self'`,
  `frame-src 'self' blob:`,
  `base-uri 'none'`,
  `form-action 'none'`,
].join('; ');

/** Where the viewer opens with this trace in it. */
export function traceViewerUrl({ jobId, artifactId }: ArtifactAddress): string {
  const trace = `${TRACE_ORIGIN}${TRACES}/${jobId}/${artifactId}`;
  return `${TRACE_ORIGIN}/index.html?trace=${encodeURIComponent(trace)}`;
}

/** Answers one request for trace://viewer/…: a file of the viewer, or the trace `/trace-of/<jobId>/<artifactId>`. */
export async function serveTraceViewer(
  request: Request,
  { viewerDir, artifacts }: TraceViewerFiles,
): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return reply(405, 'Only GET.');
  const url = parseUrl(request.url);
  if (url?.host !== TRACE_HOST) return reply(404, 'No such file.');
  if (url.pathname.startsWith(`${TRACES}/`)) {
    const address = parseArtifactPath(url.pathname.slice(TRACES.length));
    const path = address === null ? null : artifacts.lookup(address.jobId, address.artifactId);
    return serveFile(request, { root: artifacts.root, path, missing: 'No such trace.' });
  }
  const file = confine(viewerDir, url.pathname);
  const real = file === null ? null : await confineReal(viewerDir, file);
  if (real === null) return reply(404, 'No such file.');
  return new Response(await readFile(real), {
    headers: {
      'content-type': viewerContentType(real),
      'content-security-policy': policyOf(real),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  });
}

/** A worker has the policy that it was served with; what is no page and no script does nothing at all. */
function policyOf(file: string): string {
  return ['.html', '.js'].includes(extname(file)) ? VIEWER_POLICY : INERT_POLICY;
}

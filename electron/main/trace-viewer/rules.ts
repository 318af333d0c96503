import type { PageRules } from '../window/deny.ts';
import { isTraceUrl, parseUrl, TRACE_SCHEME } from '../window/origin.ts';

const LOADABLE = new Set([TRACE_SCHEME, 'data', 'blob', 'devtools'].map((name) => `${name}:`));

/** The trace viewer shows pages that came from anywhere: they reach neither the network nor our own page. */
export const TRACE_VIEWER_RULES: PageRules = {
  isNavigationAllowed: (url, isMainFrame) =>
    isMainFrame ? isViewerPage(url) : isTraceUrl(url) || url.startsWith('blob:') || url === 'about:srcdoc',
  isRequestAllowed: (address) => {
    const url = parseUrl(address);
    return url !== null && LOADABLE.has(url.protocol);
  },
  isPermissionGranted: ({ permission, origin, isMainFrame }) =>
    permission === 'clipboard-sanitized-write' && isMainFrame && origin !== null && isTraceUrl(origin),
};

function isViewerPage(address: string): boolean {
  return isTraceUrl(address) && parseUrl(address)?.pathname === '/index.html';
}

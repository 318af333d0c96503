import { extname } from 'node:path';

const TEXT = 'text/plain; charset=utf-8';

/** Types of files by their extension: those that our own page is made of. */
const APP_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Types of files that attempts made. Pages, scripts and drawings (an SVG is a document with scripts) came from anywhere
 * on the web: they are text here.
 */
const ARTIFACT_TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.webm': 'video/webm',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.zip': 'application/zip',
  '.html': TEXT,
  '.htm': TEXT,
  '.xhtml': TEXT,
  '.svg': TEXT,
  '.xml': TEXT,
  '.js': TEXT,
  '.css': TEXT,
  '.json': TEXT,
  '.csv': TEXT,
  '.txt': TEXT,
  '.log': TEXT,
};

/** What the trace viewer has besides. */
const VIEWER_TYPES: Readonly<Record<string, string>> = {
  '.ttf': 'font/ttf',
  '.webmanifest': 'application/manifest+json',
};

const UNKNOWN = 'application/octet-stream';

/** Content type of a file of our own page. */
export function appContentType(file: string): string {
  return APP_TYPES[extname(file).toLowerCase()] ?? UNKNOWN;
}

/** Content type of a file of Playwright's trace viewer. */
export function viewerContentType(file: string): string {
  const extension = extname(file).toLowerCase();
  return VIEWER_TYPES[extension] ?? appContentType(file);
}

/** Content type of a file that an attempt made; never one that runs. */
export function artifactContentType(file: string): string {
  return ARTIFACT_TYPES[extname(file).toLowerCase()] ?? UNKNOWN;
}

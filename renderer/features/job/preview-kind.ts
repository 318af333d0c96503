import type { ArtifactRecord } from '../../../shared/job/schema.ts';

/** How an artifact can be looked at in the window; null = only in its folder. */
export type PreviewKind = 'picture' | 'video' | 'text' | 'requests' | null;

const BY_EXTENSION: Readonly<Record<string, PreviewKind>> = {
  png: 'picture',
  jpg: 'picture',
  jpeg: 'picture',
  gif: 'picture',
  webp: 'picture',
  webm: 'video',
  mp4: 'video',
  har: 'requests',
  html: 'text',
  htm: 'text',
  xhtml: 'text',
  svg: 'text',
  xml: 'text',
  js: 'text',
  css: 'text',
  json: 'text',
  csv: 'text',
  txt: 'text',
  log: 'text',
};

/** Pages and drawings came from anywhere: they are looked at as text, never drawn. */
export function previewKind({ kind, name }: Pick<ArtifactRecord, 'kind' | 'name'>): PreviewKind {
  if (kind === 'trace') return null;
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(BY_EXTENSION, extension) ? (BY_EXTENSION[extension] ?? null) : null;
}

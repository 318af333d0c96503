import * as z from 'zod';
import { JobId } from '../../../shared/ids.ts';
import { ARTIFACT_HOST, parseUrl } from './origin.ts';
import { reply } from './reply.ts';
import { serveFile } from './serve-file.ts';

export interface ArtifactFiles {
  /** The artifacts folder, absolute; nothing outside it is ever read. */
  readonly root: string;
  /** Absolute path of a job's artifact, or null when there is none. */
  readonly lookup: (jobId: JobId, artifactId: number) => string | null;
}

/** Names an artifact among all jobs'. */
export interface ArtifactAddress {
  readonly jobId: JobId;
  readonly artifactId: number;
}

const ArtifactId = z.int().positive();

/** Answers one request for artifact://job/<jobId>/<artifactId>: the file itself, or a plain refusal. */
export async function serveArtifact(request: Request, { root, lookup }: ArtifactFiles): Promise<Response> {
  if (request.method !== 'GET') return reply(405, 'Only GET.');
  const address = parseArtifactUrl(request.url);
  const path = address === null ? null : lookup(address.jobId, address.artifactId);
  return serveFile(request, { root, path, missing: 'No such artifact.' });
}

/** The two numbers of an artifact's address; null when it is written in any other way. */
export function parseArtifactUrl(address: string): ArtifactAddress | null {
  const url = parseUrl(address);
  return url?.host === ARTIFACT_HOST ? parseArtifactPath(url.pathname) : null;
}

/** The two numbers of `/<jobId>/<artifactId>`; null when it is written in any other way. */
export function parseArtifactPath(path: string): ArtifactAddress | null {
  const match = /^\/([1-9]\d{0,15})\/([1-9]\d{0,15})$/.exec(path);
  if (match === null) return null;
  const jobId = JobId.safeParse(Number(match[1]));
  const artifactId = ArtifactId.safeParse(Number(match[2]));
  return jobId.success && artifactId.success ? { jobId: jobId.data, artifactId: artifactId.data } : null;
}

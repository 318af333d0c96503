import { protocol, type Session } from 'electron';
import type { Disposable } from '../../../shared/clock.ts';
import type { Random } from '../../../shared/random.ts';
import { APP_SCHEME, ARTIFACT_SCHEME, TRACE_SCHEME } from './origin.ts';
import { reply } from './reply.ts';
import { serveApp } from './serve-app.ts';
import { type ArtifactFiles, serveArtifact } from './serve-artifact.ts';

export interface ServedFiles {
  /** Folder of the built page, absolute. */
  readonly rendererDir: string;
  readonly artifacts: ArtifactFiles;
  readonly random: Random;
  /** Hears of every request that failed for a reason of ours. */
  readonly onBug: (name: string, error: unknown) => void;
}

/**
 * Makes our schemes known to Chromium; must run before the app is ready, and once.
 * `standard` gives app:// a real origin, so that `'self'`, relative addresses and storage work as on the web.
 */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
    { scheme: ARTIFACT_SCHEME, privileges: { standard: true, secure: true, stream: true } },
    {
      // The viewer reads a trace in a service worker of its own.
      scheme: TRACE_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, allowServiceWorkers: true },
    },
  ]);
}

/** Serves the pages of the app alone, without artifacts, until it is disposed. */
export function servePage(
  session: Session,
  { rendererDir, random, onBug }: Omit<ServedFiles, 'artifacts'>,
): Disposable {
  const app = { root: rendererDir, random };
  session.protocol.handle(APP_SCHEME, (request) => guarded(request, onBug, () => serveApp(request, app)));
  return { dispose: () => session.protocol.unhandle(APP_SCHEME) };
}

/** Serves both schemes to the pages of one session; runs after the app is ready. */
export function serve(session: Session, { artifacts, ...page }: ServedFiles): void {
  const { onBug } = page;
  servePage(session, page);
  session.protocol.handle(ARTIFACT_SCHEME, (request) =>
    guarded(request, onBug, () => serveArtifact(request, artifacts)),
  );
}

/** A page that asks gets an answer, whatever breaks behind it. */
export async function guarded(
  request: Request,
  onBug: ServedFiles['onBug'],
  answer: () => Promise<Response>,
): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    onBug(`answer to ${request.url}`, error);
    return reply(500, 'This file could not be served.');
  }
}

// First of all: see there.
import './no-eval.ts';
import { AppError } from '../../shared/errors.ts';
import type { AppContract } from '../../shared/ipc/contract.ts';
import type { Client } from '../../shared/ipc/define.ts';
import { createClient } from './client.ts';
import { createStreamHealth } from './stream-health.ts';

export { createClient } from './client.ts';
export { createLive, type Live } from './live.ts';
export type { BrokenStream } from './stream-health.ts';
export { styleNonce } from './style-nonce.ts';

export type AppClient = Client<AppContract>;

/** Which streams of this page do not tell the truth any more. */
export const streamHealth = createStreamHealth();

let client: AppClient | null = null;

/** The page's one client, made with its first use, so that importing this file needs no bridge. */
export function appClient(): AppClient {
  client ??= connect();
  return client;
}

function connect(): AppClient {
  const bridge = window.runwright;
  if (bridge === undefined)
    throw new AppError('unavailable', 'This page works inside the Runwright app only.');
  return createClient<AppContract>(bridge, {
    onStreamBegin: streamHealth.began,
    onStreamError(stream, error) {
      console.error(`${stream}: ${error.message}`, error);
      streamHealth.failed(stream, error);
    },
  });
}

import { stat } from 'node:fs/promises';
import type { Download } from 'playwright-core';
import * as z from 'zod';
import { ActionFailure } from '../../../shared/actions/run.ts';
import type { Clock, Disposable } from '../../../shared/clock.ts';
import type { StepLog } from '../log-sink.ts';

/** How much downloads may bring, bytes. */
export interface DownloadLimits {
  /** One of them. */
  readonly each: number;
  /** All of one job that are not put away. */
  readonly all: number;
}

export const DOWNLOAD_LIMITS: DownloadLimits = { each: 2_000_000_000, all: 4_000_000_000 };

/** So often the files are looked at while one grows. */
const LOOK_MS = 250;

/** Where Playwright lets the browser write a download; it tells nobody how much has come. */
const Begun = z.object({ _artifact: z.object({ _initializer: z.object({ absolutePath: z.string() }) }) });
/** Chromium writes here until the file is whole. */
const UNFINISHED = '.crdownload';

interface Watched {
  readonly download: Download;
  /** Null = it grows on another machine, where nothing of ours fills up. */
  readonly path: string | null;
  bytes: number;
  grows: boolean;
}

/**
 * Keeps the downloads of one context within bounds, packed ones by what they unpack to: a file that grows beyond its
 * limit, or makes all of them too large, is stopped. Looks at them only while one grows.
 */
export class DownloadWatch {
  readonly #clock: Clock;
  readonly #log: StepLog;
  readonly #limits: DownloadLimits;
  readonly #watched = new Map<Download, Watched>();
  readonly #stopped = new WeakMap<Download, string>();
  #timer: Disposable | null = null;

  constructor(clock: Clock, log: StepLog, limits: DownloadLimits) {
    this.#clock = clock;
    this.#log = log;
    this.#limits = limits;
  }

  add(download: Download): void {
    const begun = Begun.safeParse(download);
    const path = begun.success ? begun.data._artifact._initializer.absolutePath : null;
    const watched: Watched = { download, path, bytes: 0, grows: true };
    this.#watched.set(download, watched);
    const ended = async (): Promise<void> => {
      watched.grows = false;
      watched.bytes = await sizeOf(path);
    };
    download.failure().then(ended, ended);
    if (this.#timer === null) this.#lookLater();
  }

  /** Nobody wants it any more: it is stopped, and its file goes. */
  drop(download: Download): void {
    this.#watched.delete(download);
    const remove = (): Promise<void> => download.delete();
    download
      .cancel()
      .then(remove)
      .catch(() => undefined);
  }

  /** Why it was stopped, when that was done here. */
  faultOf(download: Download): ActionFailure | null {
    const message = this.#stopped.get(download);
    if (message === undefined) return null;
    return new ActionFailure(
      'UnknownError',
      message,
      'Download less at once; a file as large as that is better fetched with an ordinary browser.',
    );
  }

  #lookLater(): void {
    this.#timer = this.#clock.setTimer(LOOK_MS, () => void this.#look());
  }

  async #look(): Promise<void> {
    for (const watched of this.#watched.values()) {
      if (watched.grows) watched.bytes = await sizeOf(watched.path);
    }
    const all = [...this.#watched.values()];
    let total = all.reduce((sum, { bytes }) => sum + bytes, 0);
    // The largest first: to stop it mends the most.
    for (const { download, bytes } of all.filter(({ grows }) => grows).sort((a, b) => b.bytes - a.bytes)) {
      const message =
        bytes > this.#limits.each
          ? `The download was stopped: it is larger than the ${sizeWords(this.#limits.each)} that a file may have.`
          : total > this.#limits.all
            ? `The download was stopped: the downloads of the job are larger than ${sizeWords(this.#limits.all)} together.`
            : null;
      if (message === null) break;
      total -= bytes;
      this.#stopped.set(download, message);
      this.#log('WARN', message);
      this.drop(download);
    }
    this.#timer = null;
    if ([...this.#watched.values()].some(({ grows }) => grows)) this.#lookLater();
  }
}

async function sizeOf(path: string | null): Promise<number> {
  if (path === null) return 0;
  for (const name of [path, path + UNFINISHED]) {
    const found = await stat(name).catch(() => null);
    if (found !== null) return found.size;
  }
  return 0;
}

function sizeWords(bytes: number): string {
  return bytes >= 1e9 ? `${bytes / 1e9} GB` : `${bytes / 1e6} MB`;
}

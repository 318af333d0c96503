import type { Installable } from '../../../shared/browsers/installable.ts';
import type { BrowserSummary, BrowsersNow } from '../../../shared/ipc/browsers.ts';
import type { WorkerSettings } from '../../../shared/ipc/worker-protocol.ts';
import type { FoundBrowser } from './find.ts';
import type { BrowserInstaller } from './install.ts';
import type { PlaywrightBuild } from './playwright-builds.ts';

export interface BrowserServiceDeps {
  readonly installer: Pick<BrowserInstaller, 'now' | 'install' | 'cancel'>;
  /** Those that RUNWRIGHT_BROWSER does not hide. */
  find(): readonly FoundBrowser[];
  builds(): readonly PlaywrightBuild[];
  /** What workers are told to use. */
  chosen(): WorkerSettings['browsers'];
  /** RUNWRIGHT_BROWSER; empty = it is not set. */
  readonly custom: string;
  exists(path: string): boolean;
  /** Asks a program for its version; rejects when it does not start. */
  version(path: string): Promise<string>;
}

type Id = BrowserSummary['id'];

/** What the list shows, in its order, and the names where nothing was found. */
const KINDS: readonly {
  readonly id: Exclude<Id, 'custom'>;
  readonly name: string;
  readonly installs: Installable | null;
}[] = [
  { id: 'playwright', name: 'Playwright’s Chromium', installs: 'chromium' },
  { id: 'headless-shell', name: 'Playwright’s headless shell', installs: 'chromium-headless-shell' },
  { id: 'firefox', name: 'Playwright’s Firefox', installs: 'firefox' },
  { id: 'webkit', name: 'Playwright’s WebKit', installs: 'webkit' },
  { id: 'chrome', name: 'Google Chrome', installs: null },
  { id: 'edge', name: 'Microsoft Edge', installs: null },
  { id: 'chromium', name: 'Chromium', installs: null },
];

/** The browsers of this computer, and how one more comes onto it. */
export class BrowserService {
  readonly #deps: BrowserServiceDeps;
  readonly #listeners = new Set<(now: BrowsersNow) => void>();
  /** By program; null = it said none, or was not heard yet. A program is asked once. */
  readonly #versions = new Map<string, string | null>();

  constructor(deps: BrowserServiceDeps) {
    this.#deps = deps;
  }

  /** What is there now. Versions that are not known yet come with a change. */
  now(): BrowsersNow {
    return { browsers: this.#browsers(), installation: this.#deps.installer.now };
  }

  /** @throws AppError `conflict` while another one is being installed */
  install(kind: Installable): void {
    this.#deps.installer.install(kind);
  }

  /** False = nothing was being installed. */
  cancel(): Promise<boolean> {
    return this.#deps.installer.cancel();
  }

  /** Hears of every change, first of how it is now. */
  follow(listener: (now: BrowsersNow) => void): () => void {
    this.#listeners.add(listener);
    listener(this.now());
    return () => this.#listeners.delete(listener);
  }

  /** Something changed. */
  changed(): void {
    if (this.#listeners.size === 0) return;
    const now = this.now();
    for (const listener of this.#listeners) listener(now);
  }

  #browsers(): BrowserSummary[] {
    const { find, builds, chosen, custom, exists } = this.#deps;
    const [found, engines, use] = [find(), builds(), chosen()];
    const rows = KINDS.map((kind): BrowserSummary => {
      const engine = engines.find(({ id }) => id === kind.id);
      if (engine !== undefined) {
        const usedFor: BrowserSummary['usedFor'] = engine.path === null ? [] : ['named'];
        return { ...kind, path: engine.path, version: engine.version, usedFor };
      }
      const one = found.find(({ id }) => id === kind.id);
      return this.#summary(kind.id, one?.name ?? kind.name, one?.path ?? null, kind.installs, use);
    });
    if (custom === '') return rows;
    const path = exists(custom) ? custom : null;
    return [this.#summary('custom', 'RUNWRIGHT_BROWSER', path, null, use), ...rows];
  }

  #summary(
    id: Id,
    name: string,
    path: string | null,
    installs: Installable | null,
    use: WorkerSettings['browsers'],
  ): BrowserSummary {
    if (path === null) return { id, name, path, version: null, usedFor: [], installs };
    const usedFor: BrowserSummary['usedFor'] = [
      ...(use.headless === path ? (['headless'] as const) : []),
      ...(use.headed === path ? (['headed'] as const) : []),
      ...(id === 'chrome' || id === 'edge' ? (['named'] as const) : []),
    ];
    return { id, name, path, version: this.#versionOf(path), usedFor, installs };
  }

  #versionOf(path: string): string | null {
    const known = this.#versions.get(path);
    if (known !== undefined) return known;
    this.#versions.set(path, null);
    this.#deps.version(path).then(
      (text) => {
        this.#versions.set(path, /\d+(?:\.\d+)+/.exec(text)?.[0] ?? null);
        this.changed();
      },
      () => undefined, // What does not start tells none; `doctor` says why.
    );
    return null;
  }
}

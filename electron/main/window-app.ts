import { join } from 'node:path';
import { app, type BrowserWindow, session } from 'electron';
import { systemClock } from '../../shared/clock.ts';
import { appContract } from '../../shared/ipc/contract.ts';
import { systemRandom } from '../../shared/random.ts';
import { listArtifacts } from '../database/queries.ts';
import type { Core } from './core.ts';
import { registerIpc } from './ipc/register.ts';
import { TraceViewer } from './trace-viewer/window.ts';
import { createWindow, isOurWindow } from './window/create-window.ts';
import { serve } from './window/protocols.ts';
import type { ArtifactFiles } from './window/serve-artifact.ts';
import { windowCalls } from './window-api/calls.ts';
import { windowStreams } from './window-api/streams.ts';

export interface WindowAppOptions {
  readonly core: Core;
  /** Folder of the built processes (`out`), absolute. */
  readonly built: string;
  readonly onBug: (name: string, error: unknown) => void;
}

/** The app's one window over the core; opening it while it is open brings it to the front. */
export class WindowApp {
  readonly #options: WindowAppOptions;
  readonly #traces: TraceViewer;
  #window: BrowserWindow | undefined;

  constructor(options: WindowAppOptions) {
    this.#options = options;
    this.#traces = new TraceViewer({
      viewerDir: join(app.getAppPath(), 'node_modules/playwright-core/lib/vite/traceViewer'),
      artifacts: this.#artifacts(),
      devTools: !app.isPackaged,
      onBug: options.onBug,
    });
    this.#serve();
  }

  /** Opens the window, or brings it to the front. @param onClosed runs once, when the window made here has closed */
  open(onClosed: () => void): void {
    if (this.#window !== undefined) return this.#focus(this.#window, onClosed);
    const { core, built, onBug } = this.#options;
    const window = createWindow({
      preload: join(built, 'preload', 'index.cjs'),
      stateFile: core.paths.windowState,
      title: 'Runwright',
      devTools: !app.isPackaged,
      onBug,
    });
    this.#window = window;
    window.once('closed', () => {
      this.#window = undefined;
      this.#traces.close();
      onClosed();
    });
  }

  /** Settles when the window has shown its first picture, or has been closed before. */
  painted(): Promise<void> {
    const window = this.#window;
    if (window === undefined || window.isVisible()) return Promise.resolve();
    return new Promise((resolve) => {
      window.once('show', resolve);
      window.once('closed', resolve);
    });
  }

  #focus(window: BrowserWindow, onClosed: () => void): void {
    if (window.isMinimized()) window.restore();
    window.focus();
    onClosed();
  }

  #artifacts(): ArtifactFiles {
    const { core } = this.#options;
    return {
      root: core.paths.artifacts,
      lookup: (jobId, artifactId) => artifactFile(core, jobId, artifactId),
    };
  }

  #serve(): void {
    const { core, built, onBug } = this.#options;
    serve(session.defaultSession, {
      rendererDir: join(built, 'renderer'),
      artifacts: this.#artifacts(),
      random: systemRandom,
      onBug,
    });
    registerIpc({
      contract: appContract,
      calls: windowCalls({
        core,
        window: () => this.#window,
        openTrace: (address, title) => this.#traces.open(address, title),
      }),
      streams: windowStreams(core),
      isOurWindow,
      clock: systemClock,
      checkOutput: !app.isPackaged,
      onBug,
      explain: (error) => core.dataWatch.explain(error),
    });
  }
}

function artifactFile(
  core: Core,
  jobId: Parameters<typeof listArtifacts>[1],
  artifactId: number,
): string | null {
  const artifact = listArtifacts(core.db, jobId).find(({ id }) => id === artifactId);
  return artifact === undefined ? null : join(core.paths.artifacts, artifact.path);
}

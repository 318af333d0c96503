import { BrowserWindow, type Session, session } from 'electron';
import { groundColor } from '../window/create-window.ts';
import { harden, ruleSession } from '../window/deny.ts';
import { TRACE_SCHEME } from '../window/origin.ts';
import { guarded } from '../window/protocols.ts';
import type { ArtifactAddress } from '../window/serve-artifact.ts';
import { TRACE_VIEWER_RULES } from './rules.ts';
import { serveTraceViewer, type TraceViewerFiles, traceViewerUrl } from './serve.ts';

export interface TraceViewerOptions extends TraceViewerFiles {
  readonly devTools: boolean;
  readonly onBug: (name: string, error: unknown) => void;
}

/**
 * Opens traces in Playwright's own viewer, offline: a window for each, in a session of its own that keeps nothing on the disk and has
 * neither our bridge nor our origin.
 */
export class TraceViewer {
  readonly #options: TraceViewerOptions;
  readonly #windows = new Map<string, BrowserWindow>();
  #session: Session | undefined;

  constructor(options: TraceViewerOptions) {
    this.#options = options;
  }

  /** Opens the window of this trace, or brings it to the front. @param title what the title bar says */
  open(address: ArtifactAddress, title: string): void {
    const key = `${address.jobId}/${address.artifactId}`;
    const there = this.#windows.get(key);
    if (there !== undefined) {
      if (there.isMinimized()) there.restore();
      return there.focus();
    }
    const window = this.#create(title);
    this.#windows.set(key, window);
    window.once('closed', () => this.#windows.delete(key));
    window.loadURL(traceViewerUrl(address)).catch((error: unknown) => {
      if (!window.isDestroyed()) this.#options.onBug('loading of the trace viewer', error);
    });
  }

  /** Closes every window; safe to call twice. */
  close(): void {
    for (const window of this.#windows.values()) window.destroy();
  }

  #create(title: string): BrowserWindow {
    const window = new BrowserWindow({
      title,
      width: 1280,
      height: 800,
      show: false,
      backgroundColor: groundColor(),
      autoHideMenuBar: true,
      webPreferences: {
        session: this.#ownSession(),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: this.#options.devTools,
      },
    });
    harden(window.webContents.session, window.webContents);
    window.on('page-title-updated', (event) => event.preventDefault());
    const show = (): void => {
      if (!window.isDestroyed()) window.show();
    };
    window.once('ready-to-show', show);
    window.webContents.once('did-fail-load', show);
    return window;
  }

  #ownSession(): Session {
    if (this.#session !== undefined) return this.#session;
    // A name that does not begin with `persist:` lives in memory alone.
    const own = session.fromPartition('trace-viewer');
    ruleSession(own, TRACE_VIEWER_RULES);
    own.protocol.handle(TRACE_SCHEME, (request) =>
      guarded(request, this.#options.onBug, () => serveTraceViewer(request, this.#options)),
    );
    this.#session = own;
    return own;
  }
}

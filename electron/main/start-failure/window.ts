import { join } from 'node:path';
import { app, BrowserWindow, session, shell } from 'electron';
import { type Clock, systemClock } from '../../../shared/clock.ts';
import { startFailureContract } from '../../../shared/ipc/start-failure.ts';
import { systemRandom } from '../../../shared/random.ts';
import { registerIpc } from '../ipc/register.ts';
import { groundColor, safePreferences } from '../window/create-window.ts';
import { harden } from '../window/deny.ts';
import { APP_ORIGIN } from '../window/origin.ts';
import { servePage } from '../window/protocols.ts';
import { type StartFailureDeps, startFailureCalls } from './calls.ts';

export interface StartFailureOptions
  extends Pick<StartFailureDeps, 'error' | 'open' | 'moveAway' | 'failed'> {
  /** Folder of the built processes (`out`), absolute. */
  readonly built: string;
  readonly onBug: (name: string, error: unknown) => void;
  readonly clock?: Clock;
}

/** The window of a start that failed. */
export interface StartFailureWindow {
  /** Settles with true when a try has opened the data, with false when the person gave up. */
  readonly answered: Promise<boolean>;
  /** Brings it to the front. */
  focus(): void;
  /** Closes it; safe to call twice. */
  close(): void;
}

const PAGE_URL = `${APP_ORIGIN}/start-failure.html`;

/**
 * Shows why the app cannot start, with what can be done about it. It needs no data: a page of its own, served as the app's page is,
 * with a contract of its own. Its calls and its page are no longer answered once `answered` has settled, so that the app's own can be.
 */
export function openStartFailure(options: StartFailureOptions): StartFailureWindow {
  const { built, onBug } = options;
  const window = new BrowserWindow({
    title: 'Runwright',
    width: 720,
    height: 480,
    minWidth: 480,
    minHeight: 360,
    show: false,
    backgroundColor: groundColor(),
    autoHideMenuBar: true,
    webPreferences: safePreferences(join(built, 'preload', 'index.cjs'), !app.isPackaged),
  });
  const { id } = window.webContents;
  harden(window.webContents.session, window.webContents);
  const answered = Promise.withResolvers<boolean>();
  const page = servePage(session.defaultSession, {
    rendererDir: join(built, 'renderer'),
    random: systemRandom,
    onBug,
  });
  const ipc = registerIpc({
    contract: startFailureContract,
    calls: startFailureCalls({
      ...options,
      showFile: (path) => shell.showItemInFolder(path),
      opened: () => answered.resolve(true),
      quit: () => answered.resolve(false),
    }),
    streams: {},
    isOurWindow: (webContentsId) => webContentsId === id,
    clock: options.clock ?? systemClock,
    checkOutput: !app.isPackaged,
    onBug,
  });
  const show = (): void => {
    if (!window.isDestroyed()) window.show();
  };
  window.once('ready-to-show', show);
  window.webContents.once('did-fail-load', show);
  window.once('closed', () => answered.resolve(false));
  window.loadURL(PAGE_URL).catch((error: unknown) => {
    if (!window.isDestroyed()) onBug('loading of the page', error);
  });
  return {
    answered: answered.promise.finally(() => {
      ipc.dispose();
      page.dispose();
    }),
    focus() {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.focus();
    },
    close() {
      if (!window.isDestroyed()) window.destroy();
    },
  };
}

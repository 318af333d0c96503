import {
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  nativeTheme,
  screen,
  type WebPreferences,
} from 'electron';
import { harden } from './deny.ts';
import { APP_URL } from './origin.ts';
import {
  fitToScreens,
  MIN_HEIGHT,
  MIN_WIDTH,
  readWindowState,
  type WindowState,
  writeWindowState,
} from './window-state.ts';

/** `--bg` of the page's two themes: what shows before its first paint. */
const GROUND = { light: '#FFFFFF', dark: '#15171B' } as const;

export interface WindowOptions {
  /** The built preload, absolute. */
  readonly preload: string;
  /** Where the window's size and place are kept, absolute. */
  readonly stateFile: string;
  readonly title: string;
  /** Developer tools: off in the packaged app. */
  readonly devTools: boolean;
  /** Where the page begins: `#/jobs/5`, or empty. */
  readonly hash?: string;
  /** Hears of what went wrong around the window and does not stop it. */
  readonly onBug: (name: string, error: unknown) => void;
}

const ours = new Set<number>();

/** True for the number of a page whose window `createWindow` made and that is still open. */
export function isOurWindow(webContentsId: number): boolean {
  return ours.has(webContentsId);
}

/** Opens the app's window, hardened before it loads anything, and shows it with its first paint. */
export function createWindow(options: WindowOptions): BrowserWindow {
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const state = fitToScreens(readWindowState(options.stateFile), screens);
  const window = new BrowserWindow(windowOptions(options, state));
  const { webContents } = window;
  const { id } = webContents;

  ours.add(id);
  window.once('closed', () => ours.delete(id));
  harden(webContents.session, webContents);
  showWhenPainted(window, state.maximized);
  keepState(window, options);
  // The page names itself by what it shows; the title bar keeps the app's name.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.loadURL(`${APP_URL}${options.hash ?? ''}`).catch((error: unknown) => {
    // A window that was closed while it loaded is no fault.
    if (!window.isDestroyed()) options.onBug('loading of the page', error);
  });
  return window;
}

function windowOptions(options: WindowOptions, state: WindowState): BrowserWindowConstructorOptions {
  return {
    title: options.title,
    ...(state.place ?? {}),
    width: state.width,
    height: state.height,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    backgroundColor: groundColor(),
    autoHideMenuBar: true,
    webPreferences: safePreferences(options.preload, options.devTools),
  };
}

/** What a window shows before its page does. */
export function groundColor(): string {
  return nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light;
}

/** What every page of the app runs in: a sandbox without Node, behind the preload. */
export function safePreferences(preload: string, devTools: boolean): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools,
  };
}

/** A page that fails to load is shown as well: an app that runs unseen is worse than an empty window. */
function showWhenPainted(window: BrowserWindow, maximized: boolean): void {
  const show = (): void => {
    if (window.isDestroyed() || window.isVisible()) return;
    if (maximized) window.maximize();
    else window.show();
  };
  window.once('ready-to-show', show);
  window.webContents.once('did-fail-load', show);
}

function keepState(window: BrowserWindow, { stateFile, onBug }: WindowOptions): void {
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds();
    try {
      writeWindowState(stateFile, { place: { x, y }, width, height, maximized: window.isMaximized() });
    } catch (error) {
      // A full disk must not keep a window from closing.
      onBug('keeping of the window state', error);
    }
  });
}

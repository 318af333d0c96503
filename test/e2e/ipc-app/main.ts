import { join } from 'node:path';
import { app, BrowserWindow, session, type WebContents } from 'electron';
import { registerIpc } from '../../../electron/main/ipc/register.ts';
import { createWindow, isOurWindow } from '../../../electron/main/window/create-window.ts';
import { registerSchemes, serve } from '../../../electron/main/window/protocols.ts';
import { systemClock } from '../../../shared/clock.ts';
import type { Bridge } from '../../../shared/ipc/envelope.ts';
import { systemRandom } from '../../../shared/random.ts';
import { createFixture, fixtureContract } from '../../contract/ipc-fixture.ts';
import { ipcSuite, type SuitePair, type SuiteWindow } from '../../contract/ipc-suite.ts';

/**
 * The app of `ipc-electron.spec.ts`: runs the IPC suite inside real Electron, with real windows and the real preload,
 * and prints one JSON line a case. Its folders come in the environment.
 */
const { IPC_DATA: data = '', IPC_PRELOAD: preload = '', IPC_PAGE: page = '' } = process.env;

app.setPath('userData', join(data, 'electron'));
app.on('window-all-closed', () => undefined);
registerSchemes();

/** Collects what arrives at the page, so that it can be fetched from outside. */
const LISTEN = `{
  const queue = [];
  let wake = null;
  runwright.onBatch((message) => { queue.push(message); wake?.(); });
  window.nextBatches = async () => {
    while (queue.length === 0) await new Promise((resolve) => { wake = resolve; });
    return queue.splice(0);
  };
} 1`;

async function makePair(): Promise<SuitePair> {
  let bugs = 0;
  const registered = registerIpc({
    contract: fixtureContract,
    ...createFixture(),
    isOurWindow,
    clock: systemClock,
    checkOutput: true,
    onBug: () => {
      bugs += 1;
    },
  });
  const windows: BrowserWindow[] = [];
  return {
    async open(trusted) {
      const window = trusted ? ownWindow() : strangeWindow();
      windows.push(window);
      await loaded(window.webContents);
      await window.webContents.executeJavaScript(LISTEN);
      return suiteWindow(window);
    },
    bugs: async () => bugs,
    async dispose() {
      for (const window of windows) if (!window.isDestroyed()) window.destroy();
      registered.dispose();
    },
  };
}

function ownWindow(): BrowserWindow {
  const stateFile = join(data, 'window.json');
  return createWindow({ preload, stateFile, title: 'Suite', devTools: false, onBug: fail });
}

/** The same page and preload in a window that `createWindow` did not make. */
function strangeWindow(): BrowserWindow {
  const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
  void window.loadURL('app://runwright/index.html');
  return window;
}

function suiteWindow(window: BrowserWindow): SuiteWindow {
  const { webContents } = window;
  return {
    bridge: () => pageBridge(webContents),
    async reload() {
      const done = loaded(webContents);
      webContents.reload();
      await done;
      await webContents.executeJavaScript(LISTEN);
    },
    close() {
      const closed = new Promise<void>((resolve) => window.once('closed', () => resolve()));
      window.close();
      return closed;
    },
  };
}

/** The page's bridge, reached from outside the page. */
function pageBridge(contents: WebContents): Bridge {
  return {
    call: (message) => contents.executeJavaScript(`runwright.call(${JSON.stringify(message)})`),
    stream(message) {
      if (contents.isDestroyed()) return;
      contents.executeJavaScript(`runwright.stream(${JSON.stringify(message)}); 1`).catch(() => undefined);
    },
    onBatch(listener) {
      let listening = true;
      const pump = async (): Promise<void> => {
        while (listening && !contents.isDestroyed()) {
          const messages: unknown[] = await contents.executeJavaScript('nextBatches()');
          for (const message of messages) listener(message);
        }
      };
      pump().catch(() => undefined); // The page is gone: nothing more can arrive.
      return () => {
        listening = false;
      };
    },
  };
}

function loaded(contents: WebContents): Promise<void> {
  return new Promise((resolve) => contents.once('did-finish-load', () => resolve()));
}

function fail(name: string, error: unknown): void {
  process.stderr.write(`${name}: ${String(error)}\n`);
}

const cases: { readonly title: string; readonly run: () => Promise<void> }[] = [];
ipcSuite('electron', makePair, (title, run) => {
  cases.push({ title, run });
});

async function main(): Promise<void> {
  await app.whenReady();
  serve(session.defaultSession, {
    rendererDir: page,
    artifacts: { root: data, lookup: () => null },
    random: systemRandom,
    onBug: fail,
  });
  for (const { title, run } of cases) {
    const error = await run().then(
      () => null,
      (thrown: unknown) => (thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)),
    );
    process.stdout.write(`${JSON.stringify({ title, error })}\n`);
  }
  app.exit(0);
}

void main();

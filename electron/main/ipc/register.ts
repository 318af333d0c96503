import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import type { Clock, Disposable } from '../../../shared/clock.ts';
import { CHANNELS } from '../../../shared/ipc/channels.ts';
import type { CallHandlers, Contract, StreamHandlers } from '../../../shared/ipc/define.ts';
import { handleCall } from './handle-call.ts';
import { isTrustedSender } from './sender.ts';
import { StreamHub, type StreamPeer } from './stream-hub.ts';

export interface RegisterOptions<C extends Contract> {
  readonly contract: C;
  readonly calls: CallHandlers<C>;
  readonly streams: StreamHandlers<C>;
  /** Says whether a page's number is that of a window this process made. */
  readonly isOurWindow: (webContentsId: number) => boolean;
  readonly clock: Pick<Clock, 'setTimer'>;
  /** Parse what main gives as well: in development and tests. */
  readonly checkOutput: boolean;
  /** Hears of every error that is a bug of ours. */
  readonly onBug: (name: string, error: unknown) => void;
  /** Gives an error as the window is to hear it: a sentence for what is no bug of ours. */
  readonly explain?: (error: unknown) => unknown;
}

/**
 * Binds the contract to Electron: the only file that touches ipcMain.
 * Disposing it ends every subscription and answers no more calls.
 */
export function registerIpc<C extends Contract>(options: RegisterOptions<C>): Disposable {
  const { contract, calls, streams, clock, checkOutput, onBug, isOurWindow } = options;
  const explain = options.explain === undefined ? {} : { explain: options.explain };
  const hub = new StreamHub({
    contract,
    handlers: streams,
    clock,
    checkItems: checkOutput,
    onBug,
    ...explain,
  });
  const watched = new Set<number>();

  const onStream = (event: IpcMainEvent, message: unknown): void => {
    const { sender } = event;
    // Read once: a destroyed sender no longer tells its number.
    const { id } = sender;
    const trusted = isTrusted(event, isOurWindow);
    if (trusted && !watched.has(id)) {
      watched.add(id);
      endWithPage(sender, () => hub.endAll(id));
      sender.once('destroyed', () => watched.delete(id));
    }
    hub.receive(peerOf(sender), trusted, message);
  };

  ipcMain.handle(CHANNELS.call, (event: IpcMainInvokeEvent, message: unknown) => {
    const trusted = isTrusted(event, isOurWindow);
    return handleCall({ contract, handlers: calls, trusted, message, checkOutput, onBug, ...explain });
  });
  ipcMain.on(CHANNELS.stream, onStream);

  return {
    dispose() {
      ipcMain.removeHandler(CHANNELS.call);
      ipcMain.off(CHANNELS.stream, onStream);
      hub.dispose();
    },
  };
}

function isTrusted(
  event: IpcMainEvent | IpcMainInvokeEvent,
  isOurWindow: (webContentsId: number) => boolean,
): boolean {
  // Null when the frame navigated or went away after it sent the message.
  const frame = event.senderFrame;
  return isTrustedSender({
    origin: frame?.origin ?? null,
    isMainFrame: frame !== null && frame.parent === null,
    isOurWindow: isOurWindow(event.sender.id),
  });
}

/**
 * Runs `end` whenever the page that subscribed is gone: it navigated or reloaded (a new document is committed before its
 * scripts run, so nothing of the new page is ended), its process died, or its window closed. The start of a navigation
 * is not enough: a denied one starts too, and its page stays.
 */
function endWithPage(sender: WebContents, end: () => void): void {
  sender.on('did-navigate', end);
  sender.on('render-process-gone', end);
  sender.once('destroyed', end);
}

function peerOf(sender: WebContents): StreamPeer {
  return {
    id: sender.id,
    isGone: () => sender.isDestroyed() || sender.isCrashed(),
    send: (message) => sender.send(CHANNELS.batch, message),
  };
}

import { contextBridge, ipcRenderer } from 'electron';
import { CHANNELS } from '../../shared/ipc/channels.ts';
import type { Bridge } from '../../shared/ipc/envelope.ts';

/**
 * Everything a page can reach of main: three fixed channels, no names to choose.
 * It carries messages and reads none; main parses them, and the page parses the answers.
 */
const bridge: Bridge = {
  call: (message) => ipcRenderer.invoke(CHANNELS.call, message),
  stream: (message) => ipcRenderer.send(CHANNELS.stream, message),
  onBatch(listener) {
    // The event stays here: its `sender` is ipcRenderer itself.
    const onMessage = (_event: unknown, message: unknown): void => listener(message);
    ipcRenderer.on(CHANNELS.batch, onMessage);
    return () => {
      // A body without a value: `off` returns ipcRenderer, which would be handed to the page.
      ipcRenderer.off(CHANNELS.batch, onMessage);
    };
  },
};

contextBridge.exposeInMainWorld('runwright', bridge);

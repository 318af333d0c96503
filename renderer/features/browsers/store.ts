import { createStore, type StoreApi } from 'zustand';
import { INSTALLABLE_NAMES, type Installable } from '../../../shared/browsers/installable.ts';
import { toWire, type WireError } from '../../../shared/errors.ts';
import type { BrowserSummary, BrowsersNow, Installation } from '../../../shared/ipc/browsers.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import { type PageFault, pageFault } from '../../ui/page-fault.ts';

export interface BrowsersState {
  /** Null until read. */
  readonly browsers: readonly BrowserSummary[] | null;
  readonly installation: Installation | null;
  readonly listError: WireError | null;
  readonly fault: PageFault | null;
}

export interface BrowsersStore {
  readonly store: StoreApi<BrowsersState>;
  /** Reads and follows the list; the function given back ends that. */
  follow(): () => void;
  /** Looks again: somebody may have installed one beside the app. */
  read(): Promise<void>;
  install(kind: Installable): Promise<void>;
  /** Ends the installation that runs. */
  stop(): Promise<void>;
  dismissFault(): void;
}

interface Deps {
  readonly client: Client<AppContract>;
  announce(sentence: string): void;
}

const START: BrowsersState = { browsers: null, installation: null, listError: null, fault: null };

/** The browsers of this computer, and the installation of one more. */
export function createBrowsersStore({ client, announce }: Deps): BrowsersStore {
  const store = createStore<BrowsersState>(() => START);
  const { getState, setState } = store;

  const take = ({ browsers, installation }: BrowsersNow): void => {
    const before = getState().installation;
    setState({ browsers, installation, listError: null });
    if (before?.state !== 'running' || installation?.state === 'running') return;
    const build = browsers.find(({ installs }) => installs === before.kind);
    const name = capital(INSTALLABLE_NAMES[before.kind]);
    if (installation === null && build?.path) announce(`${name} is installed`);
    if (installation?.state === 'failed') announce(`${name} was not installed: ${installation.message}`);
  };
  const attempt = async (title: string, work: () => Promise<void>): Promise<void> => {
    setState({ fault: null });
    try {
      await work();
    } catch (error) {
      setState({ fault: pageFault(title, error) });
    }
  };
  const read = async (): Promise<void> => {
    try {
      take(await client.call('browsers.list', {}));
    } catch (error) {
      setState({ listError: toWire(error) });
    }
  };

  return {
    store,
    read,
    follow() {
      const end = client.subscribe('browsers.changed', {}, (batch) => {
        const last = batch.items.at(-1);
        if (last !== undefined) take(last);
      });
      void read();
      return end;
    },
    install: (kind) =>
      attempt(`${capital(INSTALLABLE_NAMES[kind])} cannot be installed now`, async () => {
        take(await client.call('browsers.install', { kind }));
      }),
    stop: () =>
      attempt('The installation could not be stopped', async () => {
        const { stopped } = await client.call('browsers.cancelInstall', {});
        announce(stopped ? 'The installation was stopped' : 'The installation was over already');
        await read();
      }),
    dismissFault: () => setState({ fault: null }),
  };
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

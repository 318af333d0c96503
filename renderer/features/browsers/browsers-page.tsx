import { IconDownload, IconPlayerStop, IconRefresh, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { BrowserSummary, Installation } from '../../../shared/ipc/browsers.ts';
import { appClient } from '../../api/index.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { SafeLine } from '../../ui/safe-line.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { isNoneUsed, progressWords, usedForWords } from './browser-words.ts';
import classes from './browsers.module.css';
import { type BrowsersStore, createBrowsersStore } from './store.ts';

/** The browsers of this computer: which are there, what each is used for, and the way to get one more. */
export function BrowsersPage() {
  const [page] = useState(() => createBrowsersStore({ client: appClient(), announce }));
  useEffect(() => page.follow(), [page]);
  return (
    <>
      <header className="shell-top">
        <h1 className="shell-title">Browsers</h1>
        <span className={classes.spring} />
        <Button icon={<IconRefresh size={16} stroke={1.5} />} onClick={() => void page.read()}>
          Look again
        </Button>
      </header>
      <div className={classes.page}>
        <Faults page={page} />
        <List page={page} />
      </div>
    </>
  );
}

function Faults({ page }: { page: BrowsersStore }) {
  const { fault, listError } = useStore(page.store);
  return (
    <>
      {listError !== null && (
        <ErrorPanel
          title="The browsers could not be looked for"
          detail={listError.message}
          onRetry={() => void page.read()}
        />
      )}
      {fault !== null && (
        <ErrorPanel
          title={fault.title}
          detail={fault.detail}
          actions={
            <IconButton label="Close" icon={<IconX size={16} stroke={1.5} />} onClick={page.dismissFault} />
          }
        />
      )}
    </>
  );
}

function List({ page }: { page: BrowsersStore }) {
  const { browsers, installation } = useStore(page.store);
  if (browsers === null) return null;
  return (
    <>
      {isNoneUsed(browsers) && <NoBrowser browsers={browsers} page={page} installation={installation} />}
      <ul className={classes.browsers} aria-label="Browsers">
        {browsers.map((browser) => (
          <li key={browser.id} className={classes.browser}>
            <Browser browser={browser} installation={installation} page={page} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface RowProps {
  browser: BrowserSummary;
  /** Of any browser: one at a time is installed. */
  installation: Installation | null;
  page: BrowsersStore;
}

interface NoBrowserProps extends Omit<RowProps, 'browser'> {
  browsers: readonly BrowserSummary[];
}

/** No job can run: what to do, whatever the reason. */
function NoBrowser({ browsers, installation, page }: NoBrowserProps) {
  const isNamed = browsers.some(({ id }) => id === 'custom');
  const isBusy = installation?.state === 'running';
  const install = (
    <Button variant="primary" onClick={() => void page.install('chromium')}>
      Install Chromium
    </Button>
  );
  return (
    <EmptyState {...(isNamed || isBusy ? {} : { action: install })}>
      {isNamed
        ? 'RUNWRIGHT_BROWSER names a program that is not there. Start the app without it, or let it name a browser.'
        : 'Jobs have no browser to run in. Chromium stays apart from the browser that you use.'}
    </EmptyState>
  );
}

function Browser({ browser, installation, page }: RowProps) {
  const { name, path, version } = browser;
  const own = installation !== null && installation.kind === browser.installs ? installation : null;
  return (
    <>
      <div className={classes.line}>
        <span className={classes.cell}>
          <span className={classes.name}>{safeText(name)}</span>
          <span className={classes.second}>{version === null ? '' : safeText(version, 60)}</span>
        </span>
        <span className={classes.cell}>
          <span className={classes.standing} data-found={path !== null || undefined}>
            {path === null ? 'Not on this computer' : 'Found'}
          </span>
          <span className={classes.second}>{usedForWords(browser)}</span>
        </span>
        <span className={classes.cell}>
          {path !== null && <SafeLine className={classes.second} text={path} />}
        </span>
        <Buttons browser={browser} installation={installation} page={page} />
      </div>
      {own?.state === 'running' && (
        <div className={classes.progress}>
          <ProgressBar
            done={own.percent ?? 0}
            total={100}
            color="var(--st-processing)"
            label={`Download for ${safeText(name)}`}
          />
          <span className={classes.second}>{safeText(progressWords(own), 200)}</span>
        </div>
      )}
      {own?.state === 'failed' && (
        <p className={classes.failed} role="alert">
          <b>{own.message}</b> {own.mend}
        </p>
      )}
    </>
  );
}

function Buttons({ browser, installation, page }: RowProps) {
  const { installs, path } = browser;
  const name = safeText(browser.name);
  if (installs === null) return <span />;
  const isRunning = installation?.state === 'running';
  if (isRunning && installation.kind === installs) {
    return (
      <Button
        size="sm"
        icon={<IconPlayerStop size={14} stroke={1.5} />}
        aria-label={`Stop installing ${name}`}
        onClick={() => void page.stop()}
      >
        Stop
      </Button>
    );
  }
  if (path !== null) return <span />;
  return (
    <Button
      size="sm"
      icon={<IconDownload size={14} stroke={1.5} />}
      aria-label={`Install ${name}`}
      offReason={isRunning ? 'Another one is being installed' : undefined}
      onClick={() => void page.install(installs)}
    >
      Install
    </Button>
  );
}

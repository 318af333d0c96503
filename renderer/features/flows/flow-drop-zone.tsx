import '@mantine/core/styles/Notification.layer.css';
import '@mantine/notifications/styles.layer.css';
import { Notifications, notifications } from '@mantine/notifications';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { invariant } from '../../../shared/assert.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import { appClient } from '../../api/index.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { NewJobDialog } from '../new-job/index.ts';
import { DropOverlay } from './drop-overlay.tsx';
import classes from './flows.module.css';
import { ImportFaultsDialog } from './import-faults-dialog.tsx';
import { type ImportResult, importFiles } from './import-files.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useOpenKey } from './use-open-key.ts';

/** What any part of the window may do with flow files. */
export interface FlowImport {
  /** Opens the system's window to choose flow files. */
  choose(): void;
  /** The flow that was saved last, another object with every save: lists read again. */
  readonly lastSaved: FlowSummary | null;
}

const Context = createContext<FlowImport | null>(null);

/** Import of flow files; only within `FlowDropZone`. */
export function useFlowImport(): FlowImport {
  const found = useContext(Context);
  invariant(found !== null, 'useFlowImport is used within FlowDropZone');
  return found;
}

/** Takes flow files that are dropped anywhere on the window, chosen, or asked for with Ctrl+O. */
export function FlowDropZone({ children }: { children: ReactNode }) {
  const picker = useRef<HTMLInputElement>(null);
  const [lastSaved, setLastSaved] = useState<FlowSummary | null>(null);
  const [refused, setRefused] = useState<readonly ImportResult[]>([]);
  const [toRun, setToRun] = useState<FlowSummary | null>(null);

  const take = useCallback(async (files: readonly File[]): Promise<void> => {
    const results = await importFiles(appClient(), files);
    for (const result of results) {
      if (!result.ok) continue;
      tellSaved(result.flow, () => setToRun(result.flow));
      setLastSaved(result.flow);
    }
    setRefused(results.filter((result) => !result.ok));
  }, []);
  const choose = useCallback(() => picker.current?.click(), []);
  const isOver = useFileDrop(take);
  useOpenKey(choose);
  const value = useMemo(() => ({ choose, lastSaved }), [choose, lastSaved]);

  return (
    <Context value={value}>
      {children}
      <input
        ref={picker}
        type="file"
        accept=".json,application/json"
        multiple
        hidden
        onChange={(event) => {
          void take([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <Notifications className={classes.toasts ?? ''} position="bottom-right" limit={3} />
      {isOver && <DropOverlay />}
      <ImportFaultsDialog results={refused} onClose={() => setRefused([])} onChoose={choose} />
      <NewJobDialog opened={toRun !== null} flowId={toRun?.id} onClose={() => setToRun(null)} />
    </Context>
  );
}

function tellSaved(flow: FlowSummary, onRun: () => void): void {
  const id = `flow-saved-${flow.id}`;
  const name = safeText(flow.name, 80);
  announce(`Flow ${name} was saved`);
  const run = (): void => {
    notifications.hide(id);
    onRun();
  };
  notifications.show({
    id,
    autoClose: 10_000,
    closeButtonProps: { 'aria-label': 'Close' },
    message: (
      <span className={classes.toast}>
        <span className={classes.toastText}>
          <bdi className={classes.toastName}>{name}</bdi> was saved
        </span>
        <Button size="sm" onClick={run}>
          Run it
        </Button>
      </span>
    ),
  });
}

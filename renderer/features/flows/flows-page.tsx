import { IconFileImport } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import type { FlowId } from '../../../shared/ids.ts';
import { appClient } from '../../api/index.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { RelativeTime } from '../../ui/time-text.tsx';
import { tellWithUndo } from '../../ui/undo-toast.tsx';
import { NewJobDialog } from '../new-job/index.ts';
import { FlowDropZone, useFlowImport, useHasFlowDropZone } from './flow-drop-zone.tsx';
import { FlowView } from './flow-view.tsx';
import classes from './flows.module.css';
import { PausedBadge } from './paused-badge.tsx';
import { createFlowsStore } from './store.ts';

/** The saved flows at the left, the chosen one at the right. Takes dropped files itself where the window does not. */
export function FlowsPage() {
  const hasZone = useHasFlowDropZone();
  if (hasZone) return <Flows />;
  return (
    <FlowDropZone>
      <Flows />
    </FlowDropZone>
  );
}

function Flows() {
  const flows = useMemo(() => createFlowsStore(appClient(), announce, tellMended), []);
  const state = useStore(flows.store);
  const { choose, lastSaved } = useFlowImport();
  const [toRun, setToRun] = useState<FlowId | null>(null);
  useEffect(() => void flows.load(lastSaved?.id), [flows, lastSaved]);
  useEffect(() => flows.follow(), [flows]);
  useEffect(() => {
    // Another window or the command line may have saved one meanwhile.
    const onFocus = (): void => void flows.load();
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, [flows]);
  const chosen = state.flows?.find((flow) => flow.id === state.chosen);

  return (
    <>
      <header className="shell-top">
        <h1 className="shell-title">Flows</h1>
        <span className={classes.spacer} />
        <Button icon={<IconFileImport size={16} stroke={1.5} />} hotkey="Ctrl O" onClick={choose}>
          Import flow
        </Button>
      </header>
      {state.listError !== null && (
        <div className={classes.pageError}>
          <ErrorPanel
            title="The flows could not be read"
            detail={state.listError.message}
            onRetry={() => void flows.load()}
          />
        </div>
      )}
      {state.flows?.length === 0 && (
        <EmptyState action={<Button onClick={choose}>Import a flow</Button>}>
          No flows yet. Import a flow file, or drop one anywhere on this window.
        </EmptyState>
      )}
      {state.flows !== null && state.flows.length > 0 && (
        <div className={classes.page}>
          <FlowList flows={state.flows} chosen={state.chosen} onChoose={(id) => void flows.choose(id)} />
          {chosen !== undefined && (
            <FlowView
              flow={chosen}
              text={state.text}
              error={state.textError}
              health={state.health}
              onPromote={(wish) => void flows.promote(chosen.id, wish)}
              onRetry={() => void flows.choose(chosen.id)}
              limitsFault={state.limitsFault}
              onLimits={(limits) => void flows.setLimits(chosen.id, limits)}
              onDismissFault={flows.dismissFault}
              onRun={() => setToRun(chosen.id)}
            />
          )}
        </div>
      )}
      <NewJobDialog opened={toRun !== null} flowId={toRun ?? undefined} onClose={() => setToRun(null)} />
    </>
  );
}

function tellMended(version: number, undo: () => void): void {
  tellWithUndo({ id: 'flow-mended', text: `Saved as version ${version}. Waiting jobs keep theirs.`, undo });
}

interface FlowListProps {
  flows: readonly FlowSummary[];
  chosen: FlowId | null;
  onChoose: (id: FlowId) => void;
}

function FlowList({ flows, chosen, onChoose }: FlowListProps) {
  return (
    <nav className={classes.listFrame} aria-label="Saved flows" onKeyDown={moveFocus}>
      <ul className={classes.list}>
        {flows.map((flow) => (
          <li key={flow.id}>
            <button
              type="button"
              className={flow.id === chosen ? `${classes.item} ${classes.chosen}` : classes.item}
              aria-current={flow.id === chosen ? 'true' : undefined}
              onClick={() => onChoose(flow.id)}
            >
              <span className={classes.itemHead}>
                <bdi className={classes.itemName}>{safeText(flow.name, 200)}</bdi>
                {flow.isExample && <span className={classes.badge}>example</span>}
                {flow.paused && <PausedBadge />}
              </span>
              {flow.description !== '' && (
                <bdi className={classes.itemWords}>{safeText(flow.description)}</bdi>
              )}
              <span className={classes.itemFacts}>
                {flowFacts(flow)} · <RelativeTime at={flow.updatedAt} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** `6 steps · 2 inputs · version 1 · at most 3 at once` */
function flowFacts({ stepCount, inputs, version, maxRunning }: FlowSummary): string {
  const count = Object.keys(inputs).length;
  return [
    plural(stepCount, 'step'),
    count > 0 && plural(count, 'input'),
    `version ${version}`,
    maxRunning !== null && `at most ${formatCount(maxRunning)} at once`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The arrow keys go from flow to flow; Enter chooses, as on every button. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const next = buttons[buttons.findIndex((button) => button.matches(':focus')) + by];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

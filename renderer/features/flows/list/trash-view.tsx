import { useEffect, useState } from 'react';
import { toWire } from '../../../../shared/errors.ts';
import type { FlowSummary } from '../../../../shared/flow/summary.ts';
import type { TrashedFlow } from '../../../../shared/ipc/flow-calls.ts';
import { appClient } from '../../../api/index.ts';
import { t } from '../../../texts/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { safeText } from '../../../ui/safe-text.ts';
import { ClockTime } from '../../../ui/time-text.tsx';
import classes from './list.module.css';

interface TrashViewProps {
  /** Null while it is read. */
  trashed: readonly TrashedFlow[] | null;
  onRestore: (flow: FlowSummary) => void;
  onRemove: (flow: FlowSummary) => void;
}

/** The flows in the trash. */
export function TrashView({ trashed, onRestore, onRemove }: TrashViewProps) {
  const [toRemove, setToRemove] = useState<FlowSummary | null>(null);
  const words = t().flows;
  if (trashed === null) return null;
  if (trashed.length === 0) return <EmptyState>{words.trashEmpty}</EmptyState>;
  return (
    <div className={classes.trash}>
      <p className={classes.fieldWords}>{words.trashWords}</p>
      <ul className={classes.list} aria-label={words.trash}>
        {trashed.map(({ flow, deletedAt }) => {
          const name = safeText(flow.name, 100);
          return (
            <li key={flow.id} className={classes.draft}>
              <span className={classes.draftWords}>
                <bdi className={classes.name}>{name}</bdi>
                <span className={classes.facts}>
                  {t().common.steps(flow.stepCount)} · {words.version(flow.version)} · {words.inTrashSince}{' '}
                  <ClockTime at={deletedAt} />
                </span>
              </span>
              <Button size="sm" aria-label={words.restoreLabel(name)} onClick={() => onRestore(flow)}>
                {words.restore}
              </Button>
              <Button
                size="sm"
                variant="subtle"
                aria-label={words.removeLabel(name)}
                offReason={flow.isExample ? words.keepsExample : undefined}
                onClick={() => setToRemove(flow)}
              >
                {words.remove}
              </Button>
            </li>
          );
        })}
      </ul>
      {toRemove !== null && (
        <RemoveDialog flow={toRemove} onClose={() => setToRemove(null)} onRemove={() => onRemove(toRemove)} />
      )}
    </div>
  );
}

interface Counts {
  readonly versions: number;
  readonly jobs: number;
  readonly open: number;
}

/** Says what goes and what stays before a flow is removed for good. */
function RemoveDialog({
  flow,
  onClose,
  onRemove,
}: {
  flow: FlowSummary;
  onClose: () => void;
  onRemove: () => void;
}) {
  const words = t().flows.removal;
  const [counts, setCounts] = useState<Counts | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    appClient()
      .call('flows.removalCounts', { id: flow.id })
      .then(setCounts, (error: unknown) => setFault(toWire(error).message));
  }, [flow.id]);
  const off =
    fault ?? (counts === null ? words.counting : counts.open > 0 ? words.open(counts.open) : undefined);
  return (
    <Dialog
      opened
      title={words.title(safeText(flow.name, 80))}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t().common.cancel}</Button>
          <Button
            variant="danger"
            offReason={off}
            onClick={() => {
              onClose();
              onRemove();
            }}
          >
            {words.do}
          </Button>
        </>
      }
    >
      {counts === null ? (
        <p>{fault ?? words.counting}</p>
      ) : (
        <>
          <p>{words.words(counts.versions)}</p>
          {counts.jobs > 0 && <p>{words.jobs(counts.jobs)}</p>}
          {counts.open > 0 && <p>{words.open(counts.open)}</p>}
        </>
      )}
    </Dialog>
  );
}

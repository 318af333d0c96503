import type { DraftId, NewFlowDraft } from '../../../../shared/ipc/flow-calls.ts';
import { t } from '../../../texts/index.ts';
import { Button } from '../../../ui/button.tsx';
import { formatClock } from '../../../ui/format.ts';
import { safeText } from '../../../ui/safe-text.ts';
import { useTicked } from '../../../ui/use-now.ts';
import classes from './list.module.css';

interface DraftListProps {
  drafts: readonly NewFlowDraft[];
  onGoOn: (id: DraftId) => void;
  onDiscard: (id: DraftId, name: string) => void;
}

/** Flows that were begun and never published. */
export function DraftList({ drafts, onGoOn, onDiscard }: DraftListProps) {
  if (drafts.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t().flows.drafts}>
      {drafts.map(({ id, name, savedAt }) => {
        const shown = name === '' ? t().flows.unnamed : safeText(name, 100);
        return (
          <li key={id} className={classes.draft}>
            <span className={classes.draftWords}>
              <bdi className={classes.name}>{shown}</bdi>
              <span className={classes.facts}>
                <SavedAt at={savedAt} />
              </span>
            </span>
            <Button size="sm" aria-label={t().flows.goOnLabel(shown)} onClick={() => onGoOn(id)}>
              {t().flows.goOn}
            </Button>
            <Button
              size="sm"
              variant="subtle"
              aria-label={t().flows.discardLabel(shown)}
              onClick={() => onDiscard(id, shown)}
            >
              {t().flows.discard}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

function SavedAt({ at }: { at: number }) {
  return useTicked((now) => t().flows.draftSaved(formatClock(at, now)));
}

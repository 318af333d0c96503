import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import type { FlowLimits as Limits } from '../../../shared/job/demands.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import type { PageFault } from '../../ui/page-fault.ts';
import { Stepper } from '../../ui/stepper.tsx';
import classes from './flow-limits.module.css';

const MOST = 1000;

interface FlowLimitsProps {
  flow: FlowSummary;
  fault: PageFault | null;
  onLimits: (limits: Partial<Limits>) => void;
  onDismissFault: () => void;
}

function limitsWords(isPaused: boolean, limit: number | null): string {
  if (isPaused) return 'Paused: running jobs are finished, its other jobs wait until you resume it.';
  if (limit === null) return 'As many of its jobs run at once as the workers take.';
  return 'Jobs above the limit wait and take no place of other flows; running jobs are finished.';
}

/** How many of a flow's jobs may run at once, and whether any may. Give it the flow's number as its key. */
export function FlowLimits({ flow, fault, onLimits, onDismissFault }: FlowLimitsProps) {
  // What was chosen and not applied yet; undefined = the limit as it is.
  const [draft, setDraft] = useState<number | null | undefined>(undefined);
  const [seen, setSeen] = useState(flow.maxRunning);
  if (seen !== flow.maxRunning) {
    setSeen(flow.maxRunning);
    setDraft(undefined);
  }
  const limit = draft === undefined ? flow.maxRunning : draft;
  const isChanged = limit !== flow.maxRunning;
  const apply = (): void => {
    if (isChanged) onLimits({ maxRunning: limit });
  };
  return (
    <section aria-label="Limits" className={classes.limits}>
      <div className={classes.row}>
        <span className={classes.name}>Jobs at once</span>
        <Choice
          label="Limit of jobs at once"
          value={limit === null ? 'none' : 'most'}
          options={[
            { value: 'none', text: 'No limit' },
            { value: 'most', text: 'At most' },
          ]}
          onChange={(kind) => setDraft(kind === 'none' ? null : (flow.maxRunning ?? 1))}
        />
        {limit !== null && (
          <Stepper
            label="Jobs at once"
            value={limit}
            min={1}
            max={MOST}
            onChange={setDraft}
            onEnter={apply}
          />
        )}
        <Button size="sm" offReason={isChanged ? undefined : 'Nothing is changed'} onClick={apply}>
          Apply
        </Button>
      </div>
      <p className={classes.words}>{limitsWords(flow.paused, limit)}</p>
      {fault !== null && (
        <ErrorPanel
          title={fault.title}
          detail={fault.detail}
          actions={
            <IconButton label="Close" icon={<IconX size={16} stroke={1.5} />} onClick={onDismissFault} />
          }
        />
      )}
    </section>
  );
}

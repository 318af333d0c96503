import { IconDots } from '@tabler/icons-react';
import type { FlowSummary } from '../../../../shared/flow/summary.ts';
import type { JobId } from '../../../../shared/ids.ts';
import type { FlowRun } from '../../../../shared/ipc/flow-calls.ts';
import { t } from '../../../texts/index.ts';
import { IconButton } from '../../../ui/button.tsx';
import { safeText } from '../../../ui/safe-text.ts';
import { RelativeTime } from '../../../ui/time-text.tsx';
import { PausedBadge } from '../paused-badge.tsx';
import { successShare } from './find-flows.ts';
import classes from './list.module.css';
import { RunStrip } from './run-strip.tsx';

interface FlowRowProps {
  flow: FlowSummary;
  /** Undefined while they are read. */
  runs: readonly FlowRun[] | undefined;
  isChosen: boolean;
  hasDraft: boolean;
  onChoose: () => void;
  onOpenJob: (id: JobId) => void;
  /** Where the menu's upper right corner is to stand. */
  onMenu: (x: number, y: number) => void;
}

/** One flow of the list: what it is, how its last jobs went, and its menu. */
export function FlowRow({ flow, runs, isChosen, hasDraft, onChoose, onOpenJob, onMenu }: FlowRowProps) {
  const name = safeText(flow.name, 100);
  return (
    <li
      className={isChosen ? `${classes.row} ${classes.chosen}` : classes.row}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(event.clientX + 200, event.clientY);
      }}
    >
      <button
        type="button"
        className={classes.main}
        data-flow={flow.id}
        aria-current={isChosen ? 'true' : undefined}
        onClick={onChoose}
      >
        <span className={classes.head}>
          <bdi className={classes.name}>{safeText(flow.name, 200)}</bdi>
          {flow.isExample && <span className={classes.badge}>{t().flows.example}</span>}
          {hasDraft && <span className={classes.badge}>{t().flows.draft}</span>}
          {flow.paused && <PausedBadge />}
          {flow.tags.map((tag) => (
            <bdi key={tag} className={classes.tag}>
              {safeText(tag, 40)}
            </bdi>
          ))}
        </span>
        {flow.description !== '' && <bdi className={classes.words}>{safeText(flow.description, 300)}</bdi>}
        <span className={classes.facts}>{flowFacts(flow)}</span>
      </button>
      <span className={classes.side}>
        <RunStrip name={name} runs={runs ?? []} onOpenJob={onOpenJob} />
        <span className={classes.facts}>{runs !== undefined && <RunFacts runs={runs} />}</span>
      </span>
      <IconButton
        label={t().flows.actionsFor(name)}
        aria-haspopup="menu"
        icon={<IconDots size={16} stroke={1.5} />}
        onClick={(event) => {
          const { right, bottom } = event.currentTarget.getBoundingClientRect();
          onMenu(right, bottom);
        }}
      />
    </li>
  );
}

function RunFacts({ runs }: { runs: readonly FlowRun[] }) {
  const [last] = runs;
  if (last === undefined) return t().flows.neverRan;
  const share = successShare(runs);
  return (
    <>
      <RelativeTime at={last.at} />
      {share !== null && ` · ${t().flows.succeeded(share)}`}
    </>
  );
}

/** `6 steps · 2 inputs · version 1 · at most 3 at once` */
function flowFacts({ stepCount, inputs, version, maxRunning }: FlowSummary): string {
  const count = Object.keys(inputs).length;
  return [
    t().common.steps(stepCount),
    count > 0 && t().flows.inputs(count),
    t().flows.version(version),
    maxRunning !== null && t().flows.atOnce(maxRunning),
  ]
    .filter(Boolean)
    .join(' · ');
}

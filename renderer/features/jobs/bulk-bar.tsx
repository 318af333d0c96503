import {
  IconBan,
  IconBolt,
  IconClockPause,
  IconFlag,
  IconPlayerTrackNext,
  IconRefresh,
  IconTag,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import { type ReactNode, useMemo, useRef } from 'react';
import { t } from '../../texts/index.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { type BulkKind, type Fit, fitOf } from './bulk-fit.ts';
import { BulkPanel } from './bulk-panel.tsx';
import { useJobs, useJobsActions } from './context.ts';
import classes from './list-foot.module.css';
import { countSelected } from './selection.ts';
import { selectFailedCount } from './selectors.ts';

/** Fewer jobs are deleted without a question: it can be undone. */
const ASKS_ABOVE = 20;

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;

/** What can be done with the selected jobs. A question stands above the buttons, so that none of them moves. */
export function BulkBar() {
  const count = useJobs((s) => countSelected(s.selection));
  const panel = useJobs((s) => s.bulkPanel);
  const bar = useRef<HTMLElement>(null);
  return (
    <section ref={bar} className={classes.bar} aria-label="Actions for many jobs">
      {panel !== null && count > 0 && <BulkPanel kind={panel} />}
      <div className={classes.buttons}>{count > 0 ? <ForSelected count={count} /> : <ForFailed />}</div>
    </section>
  );
}

function ForSelected({ count }: { count: number }) {
  const isAll = useJobs((s) => s.selection.all !== null);
  const { runBulk, openBulkPanel, clearSelection, deleteSelected } = useJobsActions();
  const fits = useFits();
  const button = (kind: BulkKind, word: string, icon: ReactNode, run: () => void, hotkey?: string) => (
    <Button
      icon={icon}
      {...(hotkey === undefined ? {} : { hotkey })}
      offReason={fits[kind].off ?? undefined}
      onClick={run}
    >
      {word.replace('#', fits[kind].count > 0 ? ` ${formatCount(fits[kind].count)}` : '')}
    </Button>
  );
  return (
    <>
      <span className={classes.count}>
        {isAll ? `All ${formatCount(count)} selected` : `${formatCount(count)} selected`}
      </span>
      <SelectAll />
      <span className={classes.line} />
      {button('cancel', 'Cancel#', <IconBan {...ICON} />, () => openBulkPanel('cancel'), '.')}
      {button('retry', 'Retry#', <IconRefresh {...ICON} />, () => void runBulk({ kind: 'retry' }), 'r')}
      {button(
        'resume',
        'From failed step#',
        <IconPlayerTrackNext {...ICON} />,
        () => void runBulk({ kind: 'resume', from: 'failed_step' }),
      )}
      {button('runNow', 'Run now#', <IconBolt {...ICON} />, () => void runBulk({ kind: 'runNow' }))}
      {button('setPriority', 'Priority…', <IconFlag {...ICON} />, () => openBulkPanel('setPriority'))}
      {button('snooze', 'Snooze…', <IconClockPause {...ICON} />, () => openBulkPanel('snooze'))}
      {button('tag', t().jobsSearch.tagEllipsis, <IconTag {...ICON} />, () => openBulkPanel('tag'))}
      {button('delete', `${t().common.delete}#`, <IconTrash {...ICON} />, () =>
        fits.delete.count > ASKS_ABOVE || isAll ? openBulkPanel('delete') : void deleteSelected(),
      )}
      <IconButton
        label="Clear the selection (Esc)"
        icon={<IconX size={16} stroke={1.5} />}
        onClick={clearSelection}
      />
    </>
  );
}

/** For how many of the selected jobs each action is meant, looked through again with every change of theirs. */
function useFits(): Readonly<Record<BulkKind, Fit>> {
  const selection = useJobs((s) => s.selection);
  const byId = useJobs((s) => s.list.byId);
  const now = useNow();
  return useMemo(() => {
    const meant = (kind: BulkKind): Fit => fitOf(kind, selection, byId, now);
    return {
      cancel: meant('cancel'),
      retry: meant('retry'),
      resume: meant('resume'),
      runNow: meant('runNow'),
      setPriority: meant('setPriority'),
      snooze: meant('snooze'),
      tag: meant('tag'),
      delete: meant('delete'),
    };
  }, [selection, byId, now]);
}

/** Offers what matches and is not shown; the number is the one that will be meant. */
function SelectAll() {
  const more = useJobs(({ matching, selection }) =>
    matching !== null && selection.all === null && matching.jobs > selection.ids.size ? matching.jobs : null,
  );
  const { selectAllMatching } = useJobsActions();
  if (more === null) return null;
  return (
    <button type="button" className={classes.link} onClick={selectAllMatching}>
      Select all {formatCount(more)} that match
    </button>
  );
}

/** The failed jobs as a whole. */
function ForFailed() {
  const failed = useJobs(selectFailedCount);
  const { retryAllFailed } = useJobsActions();
  return (
    <>
      <span className={classes.count}>
        {failed === null ? 'Failed jobs' : `${plural(failed, 'job')} failed`}
      </span>
      <Button icon={<IconRefresh {...ICON} />} onClick={() => void retryAllFailed()}>
        {failed === null ? 'Retry all failed' : `Retry all ${formatCount(failed)} failed`}
      </Button>
    </>
  );
}

import {
  IconBan,
  IconBolt,
  IconClockPause,
  IconEdit,
  IconLayoutSidebarRight,
  IconLink,
  IconPencilPlus,
  IconPlayerTrackNext,
  IconRefresh,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { deepLink } from '../../../shared/deep-link.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { PopupMenu } from '../../ui/popup-menu.tsx';
import { useNow } from '../../ui/use-now.ts';
import { copyText } from '../job/copy-text.ts';
import type { JobWish } from '../job/index.ts';
import { resumeOffers } from '../resume/index.ts';
import { useJobs, useJobsActions } from './context.ts';
import { jobCan } from './job-can.ts';
import { selectJob } from './selectors.ts';

/** Whose menu, and where its upper right corner stands in the window. */
export interface MenuPlace {
  readonly id: JobId;
  readonly x: number;
  readonly y: number;
}

interface RowMenuProps {
  place: MenuPlace;
  onOpen: (id: JobId) => void;
  /** Hears what needs a dialog, before the menu is gone. */
  onWish: (wish: JobWish) => void;
  onClose: () => void;
}

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;

/** What can be done with one job. What cannot be done now stays in its place and says why. */
export function RowMenu({ place: { id, x, y }, onOpen, onWish, onClose }: RowMenuProps) {
  const job = useJobs(selectJob(id));
  const now = useNow();
  const actions = useJobsActions();
  if (job === undefined) return null;
  const can = jobCan(job, now);
  const item = (word: string, icon: ReactNode, off: string | null, run: () => void, hotkey?: string) => ({
    word,
    icon,
    off,
    run,
    hotkey,
  });
  return (
    <PopupMenu
      label={`Actions for job ${id}`}
      x={x}
      y={y}
      onClose={onClose}
      items={[
        item('Open', <IconLayoutSidebarRight {...ICON} />, null, () => onOpen(id), 'Enter'),
        item('Retry', <IconRefresh {...ICON} />, can.retry, () => void actions.retry(id), 'r'),
        ...resumeOffers(job).map(({ from, word, off }) =>
          item(word, <IconPlayerTrackNext {...ICON} />, off, () => void actions.resume(id, from)),
        ),
        item('Retry with changes…', <IconPencilPlus {...ICON} />, can.retry, () =>
          onWish({ kind: 'change', id }),
        ),
        item(runNowWord(job), <IconBolt {...ICON} />, can.runNow, () => void actions.runNow(id)),
        item('Edit…', <IconEdit {...ICON} />, can.change, () => onWish({ kind: 'change', id }), 'e'),
        item('Snooze…', <IconClockPause {...ICON} />, can.change, () => onWish({ kind: 'snooze', id }), 's'),
        item('Copy link', <IconLink {...ICON} />, null, () => void copyText(deepLink({ kind: 'job', id }))),
        item('Cancel', <IconBan {...ICON} />, can.cancel, () => void actions.cancel(id), '.'),
      ]}
    />
  );
}

/** What it gives up by that is said where it is chosen. */
function runNowWord(job: JobSummary): string {
  return job.state === 'pending' && job.waitsFor === 'jobs' ? 'Run now, not after others' : 'Run now';
}

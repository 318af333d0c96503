import {
  IconClockPause,
  IconDots,
  IconEdit,
  IconLink,
  IconPencilPlus,
  IconPlayerTrackNext,
} from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { deepLink } from '../../../shared/deep-link.ts';
import type { ResumeFrom } from '../../../shared/job/own-rows.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { IconButton } from '../../ui/button.tsx';
import { PopupMenu } from '../../ui/popup-menu.tsx';
import { resumeOffers } from '../resume/index.ts';
import { copyText } from './copy-text.ts';
import { jobActions } from './job-actions.ts';
import type { JobWish } from './job-wish.ts';

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;

interface MoreActionsProps {
  job: JobSummary;
  onResume: (from: ResumeFrom) => Promise<void>;
  onWish: (wish: JobWish) => void;
}

/** What is asked in a dialog: edit, retry with changes, snooze. */
export function MoreActions({ job, onResume, onWish }: MoreActionsProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [place, setPlace] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const chosen = useRef<JobWish | null>(null);
  const { change, retry } = jobActions(job, job.runAt);
  const wish = (kind: JobWish['kind']) => (): void => {
    chosen.current = { kind, id: job.id };
  };
  const open = (): void => {
    const box = button.current?.getBoundingClientRect();
    if (box !== undefined) setPlace({ x: Math.max(box.right, MENU_WIDTH), y: box.bottom });
  };
  /** The focus is back at the button before a dialog opens: there it returns. */
  const close = (): void => {
    setPlace(null);
    button.current?.focus();
    if (chosen.current !== null) onWish(chosen.current);
    chosen.current = null;
  };
  return (
    <>
      <IconButton
        ref={button}
        label="More actions"
        icon={<IconDots {...ICON} />}
        aria-haspopup="menu"
        aria-expanded={place !== null}
        onClick={open}
      />
      {place !== null && (
        <PopupMenu
          label={`More actions for job ${job.id}`}
          {...place}
          onClose={close}
          items={[
            {
              word: 'Edit…',
              icon: <IconEdit {...ICON} />,
              off: change === null ? null : 'it does not wait',
              hotkey: 'e',
              run: wish('change'),
            },
            ...resumeOffers(job).map(({ from, word, off }) => ({
              word,
              icon: <IconPlayerTrackNext {...ICON} />,
              off,
              run: () => void onResume(from),
            })),
            {
              word: 'Retry with changes…',
              icon: <IconPencilPlus {...ICON} />,
              off: retry === null ? null : 'not ended yet',
              run: wish('change'),
            },
            {
              word: 'Snooze…',
              icon: <IconClockPause {...ICON} />,
              off: change === null ? null : 'it does not wait',
              hotkey: 's',
              run: wish('snooze'),
            },
            {
              word: 'Copy link',
              icon: <IconLink {...ICON} />,
              off: null,
              run: () => void copyText(deepLink({ kind: 'job', id: job.id })),
            },
          ]}
        />
      )}
    </>
  );
}

/** The menu never leaves the window at its left. */
const MENU_WIDTH = 248;

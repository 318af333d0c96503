import {
  IconHandGrab,
  IconLock,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipForward,
} from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { JobDetail } from '../../../shared/job/schema.ts';
import { type LiveState, liveWord } from '../../../shared/live/live-state.ts';
import type { LiveWish } from '../../../shared/live/live-wish.ts';
import { Button } from '../../ui/button.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { useLiveState, useLiveStore } from './context.ts';
import { HeldPanel } from './held-panel.tsx';
import { LastPicture } from './last-picture.tsx';
import classes from './live.module.css';
import { LivePicture } from './live-picture.tsx';
import { QuestionForm } from './question-form.tsx';

/** Enough to see what happens; the browser makes no more. */
const FPS = 12;
const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;

/** The page of a job while it runs, and what a person can do about it; of one that does not run, its last picture. */
export function LiveTab({ detail }: { detail: JobDetail }) {
  const state = useLiveState(detail.job.id);
  if (state === null) return <LastPicture detail={detail} />;
  return <Running detail={detail} state={state} />;
}

function Running({ detail, state }: { detail: JobDetail; state: LiveState }) {
  const { id } = detail.job;
  const { wish } = useLiveStore();
  const [fault, setFault] = useState<string | null>(null);
  const giveBack = useRef<HTMLButtonElement>(null);
  const want = (wanted: LiveWish): void => {
    setFault(null);
    void wish(id, wanted).then(setFault);
  };
  const { question, held, phase, taken } = state;
  const inPanel = question !== null || held !== null;
  return (
    <div className={classes.tab}>
      <div className={classes.bar}>
        <Lock state={state} />
        <span className={classes.spring} />
        <StepButtons state={state} onWish={want} />
        {taken ? (
          <Button
            ref={giveBack}
            variant={inPanel ? 'default' : 'primary'}
            icon={<IconHandGrab {...ICON} />}
            onClick={() => want({ kind: 'giveBack' })}
          >
            Give it back
          </Button>
        ) : (
          <Button icon={<IconHandGrab {...ICON} />} onClick={() => want({ kind: 'takeOver' })}>
            Take over
          </Button>
        )}
      </div>
      {fault !== null && !inPanel && <p className={classes.fault}>{safeText(fault, 500)}</p>}
      {question !== null && (
        <QuestionForm question={question} fault={fault} onAnswer={(text) => want({ kind: 'answer', text })} />
      )}
      {held !== null && (
        <HeldPanel
          held={held}
          step={state.step ?? ''}
          fault={fault}
          onChoose={(choice) => want({ kind: 'held', choice })}
        />
      )}
      <LivePicture
        jobId={id}
        fps={FPS}
        isOn
        isTaken={taken && phase !== 'pausing'}
        label={`Live picture of job ${id}`}
        onLeave={() => giveBack.current?.focus()}
      />
      <p className={classes.note}>
        {taken
          ? 'Mouse and keyboard go to the page; Escape leaves the picture. Nothing that is typed is logged, and no trace is kept.'
          : 'The page is only watched. Taking over stops the steps before the next one.'}
      </p>
    </div>
  );
}

/** What the steps do now, in words. */
function Lock({ state }: { state: LiveState }) {
  const word = liveWord(state);
  const next = state.phase === 'paused' && state.step !== null ? `, next is step ${state.step}` : '';
  return (
    <span className={classes.word} data-stands={word !== '' || undefined}>
      {!state.taken && <IconLock size={14} stroke={1.5} aria-hidden="true" />}
      {word === '' ? 'The steps run' : `${word.charAt(0).toUpperCase()}${word.slice(1)}${next}`}
      {next !== '' && <bdi className={classes.stepTitle}>{safeText(state.title, 120)}</bdi>}
    </span>
  );
}

function StepButtons({ state, onWish }: { state: LiveState; onWish: (wish: LiveWish) => void }) {
  const { phase, taken } = state;
  if (taken || phase === 'asking' || phase === 'held' || phase === 'waiting') return null;
  if (phase === 'running') {
    return (
      <Button icon={<IconPlayerPause {...ICON} />} onClick={() => onWish({ kind: 'pause' })}>
        Pause
      </Button>
    );
  }
  const off = phase === 'paused' ? undefined : 'The step under way has not ended yet';
  return (
    <>
      <Button
        icon={<IconPlayerSkipForward {...ICON} />}
        offReason={off}
        onClick={() => onWish({ kind: 'step' })}
      >
        Run one step
      </Button>
      <Button icon={<IconPlayerPlay {...ICON} />} onClick={() => onWish({ kind: 'resume' })}>
        Go on
      </Button>
    </>
  );
}

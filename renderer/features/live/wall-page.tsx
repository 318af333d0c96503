import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { JobId } from '../../../shared/ids.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { displayState } from '../../../shared/job/state.ts';
import { liveWord, needsPerson } from '../../../shared/live/live-state.ts';
import { appClient } from '../../api/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { plural } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useTicked } from '../../ui/use-now.ts';
import { useLiveState } from './context.ts';
import classes from './live.module.css';
import { LivePicture } from './live-picture.tsx';
import { createWallStore, MOST_SHOWN } from './wall-store.ts';

/** Many pictures at once: one each in so long is enough to see which one needs a look. */
const FPS = 1.5;
/** With less motion wanted. */
const CALM_FPS = 1;

interface WallPageProps {
  onOpenJob: (id: JobId) => void;
  onNewJob: () => void;
}

/** All running jobs at once, each with a small picture of its page. */
export function WallPage({ onOpenJob, onNewJob }: WallPageProps) {
  const [wall] = useState(() => createWallStore(appClient()));
  useEffect(() => wall.start(), [wall]);
  const { jobs, error } = useStore(wall.store);
  const shown = (jobs ?? []).slice(0, MOST_SHOWN);
  return (
    <>
      <header className="shell-top">
        <h1 className="shell-title">Live</h1>
        {shown.length > 0 && <span className={classes.summary}>{plural(shown.length, 'running job')}</span>}
      </header>
      <div className={classes.wall}>
        {error !== null && <ErrorPanel title="The running jobs could not be read" detail={error.message} />}
        {jobs?.length === 0 && (
          <EmptyState action={<Button onClick={onNewJob}>New job</Button>}>
            No job is running now. Start one, and its page shows here.
          </EmptyState>
        )}
        {shown.length > 0 && (
          <ul className={classes.tiles} aria-label="Running jobs">
            {shown.map((job) => (
              <Tile key={job.id} job={job} onOpen={onOpenJob} />
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

function Tile({ job, onOpen }: { job: JobSummary; onOpen: (id: JobId) => void }) {
  const tile = useRef<HTMLLIElement>(null);
  const isSeen = useIsSeen(tile);
  const live = useLiveState(job.id);
  const state = useTicked((now) => displayState(job, now));
  const word = live === null ? '' : liveWord(live);
  const name = safeText(job.flowName, 120);
  return (
    <li ref={tile} className={classes.tile} data-needs={(live !== null && needsPerson(live)) || undefined}>
      <LivePicture
        jobId={job.id}
        fps={wantsCalm() ? CALM_FPS : FPS}
        isOn={isSeen}
        isTaken={false}
        label={`Live picture of ${name}, job ${job.id}`}
      />
      <div className={classes.tileFoot}>
        <button type="button" className={classes.tileName} onClick={() => onOpen(job.id)}>
          <bdi>{name}</bdi> <span className={classes.number}>#{job.id}</span>
        </button>
        <div className={classes.tileLine}>
          <StateBadge state={state} />
          <span className={classes.tileWords} data-stands={word !== '' || undefined}>
            {word === '' ? safeText(job.stepTitle ?? '', 100) : word}
          </span>
        </div>
      </div>
    </li>
  );
}

function wantsCalm(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** True while the tile is on screen: what is not seen is not watched. */
function useIsSeen(tile: { readonly current: HTMLLIElement | null }): boolean {
  const [isSeen, setIsSeen] = useState(false);
  useEffect(() => {
    if (tile.current === null) return;
    const observer = new IntersectionObserver((entries) => {
      const last = entries.at(-1);
      if (last !== undefined) setIsSeen(last.isIntersecting);
    });
    observer.observe(tile.current);
    return () => observer.disconnect();
  }, [tile]);
  return isSeen;
}

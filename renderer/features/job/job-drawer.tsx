import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { systemClock } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import { appClient } from '../../api/index.ts';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { tellWithUndo } from '../../ui/undo-toast.tsx';
import { isTyping, useKeys } from '../../ui/use-keys.ts';
import { useLateFlag } from '../../ui/use-late-flag.ts';
import { JobBody } from './job-body.tsx';
import { JobDialog } from './job-dialog.tsx';
import classes from './job-drawer.module.css';
import { JobTitle } from './job-header.tsx';
import type { JobWish, LogPlace } from './job-wish.ts';
import { createJobStore, type JobStore } from './store.ts';
import { useDrawerFocus } from './use-drawer-focus.ts';
import { type DrawerWidth, NARROWEST, useDrawerWidth } from './use-drawer-width.ts';

interface JobDrawerProps {
  jobId: JobId;
  /** A line of its log to begin at; null = none. */
  log: LogPlace | null;
  onOpenJob: (id: JobId) => void;
  onClose: () => void;
}

/** Everything about one job, at the right of the list. Focus goes to its title and back when it closes. */
export function JobDrawer({ jobId, log, onOpenJob, onClose }: JobDrawerProps) {
  const titleId = useId();
  const job = useMemo(() => createJobStore(appClient(), jobId, systemClock, tellMended), [jobId]);
  useEffect(() => {
    const running = job.start();
    return () => running.dispose();
  }, [job]);
  const facts = useStore(job.store);
  const { drawer, title } = useDrawerFocus(jobId);
  const width = useDrawerWidth();
  const [wish, setWish] = useState<JobWish | null>(null);
  useKeys({ Escape: onClose });

  return (
    <aside
      ref={drawer}
      className={classes.drawer}
      style={{ width: width.width }}
      aria-labelledby={titleId}
      onKeyDown={(event) => handleKey(event, job, setWish, onClose)}
    >
      <WidthHandle width={width} />
      <JobTitle
        titleRef={title}
        titleId={titleId}
        job={facts.detail?.job ?? null}
        number={jobId}
        onClose={onClose}
      />
      {facts.loadError !== null && (
        <div className={classes.loadError}>
          <ErrorPanel
            title={facts.detail === null ? 'The job could not be read' : 'What is shown may be old'}
            detail={facts.loadError.message}
            onRetry={() => void job.reload()}
          />
        </div>
      )}
      {facts.detail !== null && (
        <JobBody
          key={jobId}
          detail={facts.detail}
          facts={facts}
          actions={job}
          log={log}
          onOpenJob={onOpenJob}
          onWish={setWish}
        />
      )}
      {facts.detail === null && facts.loadError === null && <Placeholder />}
      {wish !== null && <JobDialog wish={wish} onClose={() => setWish(null)} />}
    </aside>
  );
}

function tellMended(version: number, undo: () => void): void {
  tellWithUndo({ id: 'flow-mended', text: `Saved as version ${version} of the flow. Retry runs it.`, undo });
}

/** Only for a job that waits. */
const WISH_KEYS: ReadonlyMap<string, JobWish['kind']> = new Map([
  ['e', 'change'],
  ['s', 'snooze'],
]);

/** Keys of the drawer while the focus is within; what a dialog above it hears is not meant for it. */
function handleKey(
  event: KeyboardEvent<HTMLElement>,
  job: JobStore,
  onWish: (wish: JobWish) => void,
  onClose: () => void,
): void {
  const isWithin = event.target instanceof Node && event.currentTarget.contains(event.target);
  if (!isWithin || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') {
    event.preventDefault();
    onClose();
  }
  if (isTyping(event.target)) return;
  if (event.key === '.') {
    event.preventDefault();
    void job.cancel();
  }
  if (event.key === 'r') {
    event.preventDefault();
    void job.retry();
  }
  const kind = WISH_KEYS.get(event.key);
  const shown = job.store.getState().detail?.job;
  if (kind === undefined || shown?.state !== 'pending') return;
  event.preventDefault();
  onWish({ kind, id: shown.id });
}

function WidthHandle({ width }: { width: DrawerWidth }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved is no thematic break
    <div
      role="separator"
      tabIndex={0}
      className={classes.handle}
      aria-orientation="vertical"
      aria-label="Width of the drawer"
      aria-valuemin={NARROWEST}
      aria-valuemax={width.widest}
      aria-valuenow={width.width}
      onPointerDown={width.onPointerDown}
      onPointerMove={width.onPointerMove}
      onKeyDown={width.onKeyDown}
    />
  );
}

const PLACEHOLDER_ROWS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Still shapes at true height; nothing at all for what is read at once. */
function Placeholder() {
  const isLate = useLateFlag(true, 150);
  if (!isLate) return null;
  return (
    <div className={classes.placeholder} aria-hidden="true">
      {PLACEHOLDER_ROWS.map((row) => (
        <span key={row} />
      ))}
    </div>
  );
}

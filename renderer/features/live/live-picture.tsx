import { type ReactNode, useRef } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import type { Mark } from '../../../shared/live/live-view.ts';
import { safeText } from '../../ui/safe-text.ts';
import classes from './live.module.css';
import { PictureInput } from './picture-input.tsx';
import { useLiveView } from './use-live-view.ts';

interface LivePictureProps {
  jobId: JobId;
  /** Pictures a second. */
  fps: number;
  /** Nothing is asked for while it is off. */
  isOn: boolean;
  /** A person has the page: mouse and keyboard go to it. */
  isTaken: boolean;
  /** What the picture is called, read aloud. */
  label: string;
  /** Lies over the picture, as large as it is. */
  overlay?: ReactNode;
  /** Leaves the picture with the keyboard. */
  onLeave?: () => void;
}

/** The page of a running job as it is now, with its address above and the element that is acted on marked. */
export function LivePicture({ jobId, fps, isOn, isTaken, label, overlay, onLeave }: LivePictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { facts, size } = useLiveView(jobId, fps, isOn, canvas);
  const address = safeText(facts?.url ?? '', 300);
  return (
    <div className={classes.picture} data-taken={isTaken || undefined}>
      <div className={classes.address} title={address}>
        <bdi className={classes.url}>{address === '' ? 'no page yet' : address}</bdi>
        <bdi className={classes.pageTitle}>{safeText(facts?.title ?? '', 120)}</bdi>
      </div>
      <div className={classes.screen} data-empty={size === null || undefined}>
        <canvas ref={canvas} className={classes.canvas} role="img" aria-label={label} />
        {facts?.mark && !isTaken && <MarkBox mark={facts.mark} />}
        {size === null && <p className={classes.noPicture}>Waits for the first picture</p>}
        {isTaken && size !== null && <PictureInput jobId={jobId} onLeave={onLeave} />}
        {size !== null && overlay}
      </div>
    </div>
  );
}

/** The element that the step acts on; what lies outside of the picture is cut by it. */
function MarkBox({ mark }: { mark: Mark }) {
  const [left, top, width, height] = [mark.x, mark.y, mark.width, mark.height].map(percent);
  return <span className={classes.mark} style={{ left, top, width, height }} aria-hidden="true" />;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`;
}

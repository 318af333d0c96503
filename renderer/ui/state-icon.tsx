import type { ReactNode } from 'react';
import type { DisplayState } from '../../shared/job/state.ts';
import classes from './state-icon.module.css';
import { STATE_META } from './state-meta.ts';

const CHECK = <path d="M4.4 7.2 6.3 9l3.4-3.8" stroke="var(--bg)" />;
const SLASHED_RING = (
  <>
    <circle cx="7" cy="7" r="5.25" />
    <path d="m3.4 3.4 7.2 7.2" />
  </>
);

// Filled disc = ended by itself, outline = open or stopped: the shape alone tells the class.
const SHAPES: Readonly<Record<DisplayState, ReactNode>> = {
  pending: <circle cx="7" cy="7" r="5.25" strokeDasharray="2.3 1.82" />,
  scheduled: (
    <>
      <path d="M12 6V4a1.3 1.3 0 0 0-1.3-1.3H3.3A1.3 1.3 0 0 0 2 4v6.7A1.3 1.3 0 0 0 3.3 12H6M4.7 1.4v2.4M9.3 1.4v2.4M2 6h10" />
      <circle cx="10" cy="10.2" r="2.9" />
      <path d="M10 8.9v1.4l.9.6" />
    </>
  ),
  processing: (
    <>
      <circle cx="7" cy="7" r="5.25" opacity=".28" />
      <path d="M7 1.75A5.25 5.25 0 0 1 12.25 7 5.25 5.25 0 0 1 7 12.25" />
    </>
  ),
  parked: (
    <>
      <path
        d="M7 1.6a3.6 3.6 0 0 0-3.6 3.6c0 3.4-1.5 4.4-1.5 4.4h10.2s-1.5-1-1.5-4.4A3.6 3.6 0 0 0 7 1.6Z"
        fill="currentColor"
        fillOpacity=".25"
      />
      <path d="M5.8 11.9a1.4 1.4 0 0 0 2.4 0" />
    </>
  ),
  retrying: (
    <>
      <path d="M2.1 5.4a5.25 5.25 0 1 1-.3 2.4M1.6 2.6l.5 2.9 2.9-.5" />
      <path d="M7 4.4v2.8l1.8 1.1" />
    </>
  ),
  stalled: (
    <>
      <path d="M6.1 2.2 1.5 10.4a1 1 0 0 0 .9 1.5h9.2a1 1 0 0 0 .9-1.5L7.9 2.2a1 1 0 0 0-1.8 0Z" />
      <path d="M7 5.4v2.8M7 10v.1" />
    </>
  ),
  cancelling: SLASHED_RING,
  completed: (
    <>
      <circle cx="7" cy="7" r="6" fill="currentColor" stroke="none" />
      {CHECK}
    </>
  ),
  completed_with_failed_rows: (
    <>
      <path d="M7 1a6 6 0 0 0 0 12Z" fill="currentColor" stroke="none" />
      <path className={classes.late} d="M7 1a6 6 0 0 1 0 12Z" stroke="none" />
      {CHECK}
    </>
  ),
  failed: (
    <>
      <circle cx="7" cy="7" r="6" fill="currentColor" stroke="none" />
      <path d="m5 5 4 4M9 5 5 9" stroke="var(--bg)" />
    </>
  ),
  cancelled: SLASHED_RING,
};

interface StateIconProps {
  state: DisplayState;
  /** Edge in pixels; 14 unless told. */
  size?: number;
}

/** The picture of a state. It says nothing aloud: the word stands beside it. */
export function StateIcon({ state, size = 14 }: StateIconProps) {
  const turns = state === 'processing' || state === 'cancelling';
  return (
    <svg
      aria-hidden="true"
      className={turns ? `${classes.icon} ${classes.turns}` : classes.icon}
      width={size}
      height={size}
      viewBox="0 0 14 14"
      style={{ color: STATE_META[state].color }}
    >
      {SHAPES[state]}
    </svg>
  );
}

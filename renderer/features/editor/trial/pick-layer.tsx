import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { systemClock } from '../../../../shared/clock.ts';
import type { Mark } from '../../../../shared/live/live-view.ts';
import type { TrialPoint } from '../../../../shared/live/trial.ts';
import { t } from '../../../texts/index.ts';
import { announce } from '../../../ui/announcer.tsx';
import type { PickStore } from './pick-store.ts';
import classes from './trial.module.css';

/** At most ten times a second is asked what is under the pointer. */
const ASK_MS = 100;
const MIDDLE: TrialPoint = { x: 0.5, y: 0.5 };
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Lies over the picture of a trial: frames around what was found, and, while a person picks, what is under the pointer. */
export function PickLayer({ picks }: { picks: PickStore }) {
  const { picking, pointed, marks } = useStore(picks.store);
  return (
    <>
      {marks.map((mark, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: frames have nothing of their own but their place in the answer
        <Box key={at} mark={mark} className={classes.found ?? ''} />
      ))}
      {pointed?.mark && <Box mark={pointed.mark} className={classes.pointed ?? ''} label={pointed.name} />}
      {picking !== null && <Pointer picks={picks} />}
    </>
  );
}

function Pointer({ picks }: { picks: PickStore }) {
  const [at, setAt] = useState<TrialPoint | null>(null);
  const field = useRef<HTMLButtonElement>(null);
  const askedAt = useRef(0);
  useEffect(() => field.current?.focus(), []);
  const move = (place: TrialPoint, now: boolean): void => {
    const time = systemClock.monotonic();
    if (!now && time - askedAt.current < ASK_MS) return;
    askedAt.current = time;
    picks.point(place);
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (event.key === 'Escape') picks.cancel();
    else if (event.key === 'Enter') void picks.take(at ?? MIDDLE);
    else if (step !== undefined) {
      const by = event.shiftKey ? 0.05 : 0.01;
      const from = at ?? MIDDLE;
      const place = { x: share(from.x + step[0] * by), y: share(from.y + step[1] * by) };
      setAt(place);
      move(place, true);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <button
      ref={field}
      type="button"
      className={classes.pointer}
      aria-label={`${t().trial.pickOne}. ${t().trial.pickKeys}`}
      onMouseMove={(event) => move(placeOf(event), false)}
      onClick={(event) => void picks.take(placeOf(event)).then(() => announce(wordsOf(picks)))}
      onKeyDown={onKey}
    >
      {at !== null && <span className={classes.cross} style={{ left: percent(at.x), top: percent(at.y) }} />}
    </button>
  );
}

function wordsOf(picks: PickStore): string {
  return picks.store.getState().fault ?? '';
}

function Box({ mark, className, label }: { mark: Mark; className: string; label?: string }) {
  const [left, top, width, height] = [mark.x, mark.y, mark.width, mark.height].map(percent);
  return (
    <span className={className} style={{ left, top, width, height }} aria-hidden="true">
      {label !== undefined && label !== '' && <span className={classes.pointedName}>{label}</span>}
    </span>
  );
}

function placeOf(event: MouseEvent): TrialPoint {
  const box = event.currentTarget.getBoundingClientRect();
  const part = (value: number, whole: number): number => (whole === 0 ? 0 : share(value / whole));
  return { x: part(event.clientX - box.left, box.width), y: part(event.clientY - box.top, box.height) };
}

function share(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function percent(value: number): string {
  return `${(value * 100).toFixed(3)}%`;
}

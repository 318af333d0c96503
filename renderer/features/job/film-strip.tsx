import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import { t } from '../../texts/index.ts';
import { formatDuration } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { artifactUrl } from './artifact-url.ts';
import classes from './film.module.css';
import { besideStep, type Film, frameTimes, pictureAt, stepAt } from './film.ts';

const FRAME_WIDTH = 62;
const LARGE_WIDTH = 320;

interface FilmStripProps {
  jobId: JobId;
  film: Film;
  /** The step under the pointer or the keyboard; null = it has left. */
  onPoint: (path: string | null) => void;
  onChoose: (path: string) => void;
}

/** The pictures of an attempt over its time with a tick a step; what is pointed at is shown large, with its time and its step. */
export function FilmStrip({ jobId, film, onPoint, onChoose }: FilmStripProps) {
  const { ref, width } = useElementSize();
  const [at, setAt] = useState<number | null>(null);
  const words = t().job.film;
  const point = (moment: number | null): void => {
    setAt(moment);
    onPoint(moment === null ? null : (stepAt(film, moment)?.path ?? null));
  };
  const choose = (): void => {
    const step = at === null ? null : stepAt(film, at);
    if (step !== null) onChoose(step.path);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / Math.max(1, box.width)));
    point(film.startedAt + share * film.lengthMs);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const moment = at ?? film.startedAt;
    const next = keyMoment(event.key, film, moment);
    if (next !== null) point(next);
    else if (event.key === 'Enter' || event.key === ' ') choose();
    else return;
    event.preventDefault();
  };
  const current = at ?? film.startedAt;
  return (
    <div className={classes.film}>
      <div
        ref={ref}
        role="slider"
        tabIndex={0}
        className={classes.strip}
        aria-label={words.label}
        aria-valuemin={0}
        aria-valuemax={film.lengthMs}
        aria-valuenow={Math.round(current - film.startedAt)}
        aria-valuetext={momentWords(film, current)}
        title={words.hint}
        onPointerMove={onPointerMove}
        onPointerLeave={() => point(null)}
        onFocus={() => point(current)}
        onBlur={() => point(null)}
        onClick={choose}
        onKeyDown={onKeyDown}
      >
        <Times film={film} width={width} />
        <Frames jobId={jobId} film={film} width={width} at={at} />
        <Ticks film={film} at={at} />
      </div>
      {at !== null && <Large jobId={jobId} film={film} at={at} width={width} />}
    </div>
  );
}

function keyMoment(key: string, film: Film, at: number): number | null {
  if (key === 'ArrowRight' || key === 'ArrowUp') return besideStep(film, at, 1);
  if (key === 'ArrowLeft' || key === 'ArrowDown') return besideStep(film, at, -1);
  if (key === 'Home') return film.startedAt;
  return key === 'End' ? film.startedAt + film.lengthMs : null;
}

/** `0:52 · 4.2 Click “Search”` */
function momentWords(film: Film, at: number): string {
  const step = stepAt(film, at);
  const name = step === null ? '' : safeText(`${step.path} ${step.title}`, 120);
  return t().job.film.frame(formatDuration(at - film.startedAt), name);
}

function framesIn(width: number): number {
  return Math.max(1, Math.floor(width / FRAME_WIDTH));
}

function Times({ film, width }: { film: Film; width: number }) {
  const count = Math.max(2, Math.floor(framesIn(width) / 2));
  const moments = Array.from({ length: count }, (_, index) => (index * film.lengthMs) / (count - 1));
  return (
    <div className={classes.times} aria-hidden="true">
      {moments.map((moment) => (
        <span key={moment}>{formatDuration(moment)}</span>
      ))}
    </div>
  );
}

interface FramesProps {
  jobId: JobId;
  film: Film;
  width: number;
  at: number | null;
}

function Frames({ jobId, film, width, at }: FramesProps) {
  const times = frameTimes(film, framesIn(width));
  const half = film.lengthMs / times.length / 2;
  return (
    <div className={classes.frames} aria-hidden="true">
      {times.map((moment) => {
        const picture = pictureAt(film, moment + half);
        return (
          <span
            key={moment}
            className={classes.frame}
            data-current={(at !== null && Math.abs(at - moment) <= half) || undefined}
          >
            {picture !== null && (
              <img src={artifactUrl(jobId, picture.id)} alt="" loading="lazy" draggable={false} />
            )}
          </span>
        );
      })}
    </div>
  );
}

/** Drawn as one picture: hundreds of elements would cost more than they show. */
function Ticks({ film, at }: { film: Film; at: number | null }) {
  const place = (moment: number): number => ((moment - film.startedAt) / film.lengthMs) * 1000;
  return (
    <svg className={classes.ticks} viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
      {film.steps.map((step) => (
        <line
          key={step.seq}
          className={step.state === 'failed' ? classes.failed : classes.tick}
          x1={place(step.startedAt)}
          x2={place(step.startedAt)}
          y1={step.path.includes('.') ? 4 : 0}
          y2={10}
        />
      ))}
      {at !== null && <line className={classes.now} x1={place(at)} x2={place(at)} y1={0} y2={10} />}
    </svg>
  );
}

function Large({ jobId, film, at, width }: FramesProps & { at: number }) {
  const picture = pictureAt(film, at);
  if (picture === null) return null;
  const center = ((at - film.startedAt) / film.lengthMs) * width;
  const left = Math.max(0, Math.min(width - LARGE_WIDTH, center - LARGE_WIDTH / 2));
  return (
    <div className={classes.large} style={{ transform: `translateX(${left}px)` }} aria-hidden="true">
      <p className={classes.words}>{momentWords(film, at)}</p>
      <img src={artifactUrl(jobId, picture.id)} alt="" />
    </div>
  );
}

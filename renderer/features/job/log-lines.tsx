import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { LeaseEpoch } from '../../../shared/ids.ts';
import type { LogLine } from '../../../shared/job/schema.ts';
import { t } from '../../texts/index.ts';
import type { LogPlace } from './job-wish.ts';
import classes from './log.module.css';
import { lineKey } from './log-filter.ts';
import { LogLineRow } from './log-line.tsx';

export const LINE_HEIGHT = 20;
const END_SLACK = LINE_HEIGHT;

/** Where a search in the log stands. */
export interface LogHitPlace {
  readonly key: string;
  readonly turn: number;
}

interface LogLinesProps {
  scroller: RefObject<HTMLDivElement | null>;
  lines: readonly LogLine[];
  find: string;
  place: LogPlace | null;
  /** The line that the search stands at, by its key; `turn` goes up with every step to it. */
  hit: LogHitPlace | null;
  wrap: boolean;
  onScroll: () => void;
  onShowStep: (path: string, epoch: LeaseEpoch) => void;
}

/** The lines in sight. The list keeps its place by line when others come before, and stays at the end when there. */
export function LogLines({ scroller, lines, find, place, hit, wrap, onScroll, onShowStep }: LogLinesProps) {
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: useCallback((index: number) => lineKey(lines[index]), [lines]),
    overscan: 20,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: END_SLACK,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: every height changes with the wrapping
  useEffect(() => virtual.measure(), [virtual, wrap]);
  useShowHit(lines, hit, (index) => virtual.scrollToIndex(index, { align: 'center' }));
  useShowPlace(lines, place, (index) => virtual.scrollToIndex(index, { align: 'center' }));
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="log"
      aria-live="off"
      aria-label={t().job.log.lines}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: End, Home and the arrows scroll it
      tabIndex={0}
      onScroll={onScroll}
    >
      <div className={classes.sheet} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          return (
            <LogLineRow
              key={item.key}
              ref={wrap ? virtual.measureElement : undefined}
              index={item.index}
              top={item.start}
              line={line}
              find={find}
              wrap={wrap}
              isTarget={hit === null ? isAt(line, place) : lineKey(line) === hit.key}
              onShowStep={onShowStep}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Brings the line into sight once it is read, and leaves the reader alone from then on. */
function useShowPlace(
  lines: readonly LogLine[],
  place: LogPlace | null,
  show: (index: number) => void,
): void {
  const shown = useRef<string | null>(null);
  const latest = useRef(show);
  useEffect(() => {
    latest.current = show;
  });
  useEffect(() => {
    if (place === null || shown.current === placeKey(place)) return;
    const index = lines.findIndex((line) => isAt(line, place));
    if (index === -1) return;
    shown.current = placeKey(place);
    latest.current(index);
  }, [lines, place]);
}

function placeKey({ epoch, seq }: LogPlace): string {
  return `${epoch}:${seq}`;
}

function isAt(line: LogLine, place: LogPlace | null): boolean {
  return place !== null && line.epoch === place.epoch && line.seq === place.seq;
}

/** Brings the line that the search went to into sight, each time that it goes there. */
function useShowHit(lines: readonly LogLine[], hit: LogHitPlace | null, show: (index: number) => void): void {
  const now = useRef({ lines, show });
  useEffect(() => {
    now.current = { lines, show };
  });
  useEffect(() => {
    if (hit === null) return;
    const index = now.current.lines.findIndex((line) => lineKey(line) === hit.key);
    if (index !== -1) now.current.show(index);
  }, [hit]);
}

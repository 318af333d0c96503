import { useEffect, useMemo, useState } from 'react';
import type { LogLine } from '../../../shared/job/schema.ts';
import { findLines } from './log-filter.ts';
import type { LogHitPlace } from './log-lines.tsx';

/** A search in the lines that are shown. */
export interface LogSearch {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** How many lines hold the text. */
  readonly count: number;
  /** Which of them it stands at, from 1; 0 = at none yet. */
  readonly at: number;
  readonly hit: LogHitPlace | null;
  /** Goes to the next (1) or the previous (-1) line that holds it, round the end. */
  readonly go: (by: 1 | -1) => void;
}

/** @param wanted the words that led here; they are looked for at once */
export function useLogFind(lines: readonly LogLine[], wanted: string): LogSearch {
  const [text, setText] = useState(wanted);
  const [hit, setHit] = useState<LogHitPlace | null>(null);
  useEffect(() => {
    if (wanted !== '') setText(wanted);
  }, [wanted]);
  const found = useMemo(() => findLines(lines, text), [lines, text]);
  const at = hit === null ? -1 : found.indexOf(hit.key);
  return {
    text,
    setText(next) {
      setText(next);
      setHit(null);
    },
    count: found.length,
    at: at + 1,
    hit,
    go(by) {
      const start = at === -1 && by === -1 ? found.length : at;
      const key = found[(start + by + found.length) % Math.max(1, found.length)];
      if (key !== undefined) setHit((before) => ({ key, turn: (before?.turn ?? 0) + 1 }));
    },
  };
}

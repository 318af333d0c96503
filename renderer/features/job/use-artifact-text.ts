import { useCallback, useEffect, useState } from 'react';
import { toWire } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import { appClient } from '../../api/index.ts';

/** More than this is not held in the window, characters. */
const MOST_HELD = 8_000_000;

/** What was read of a text so far. */
export interface ReadText {
  readonly text: string;
  /** Where the next part begins; null = all of it was read, or as much as the window holds. */
  readonly next: number | null;
  readonly bytes: number;
  readonly error: string | null;
  readonly isReading: boolean;
}

const NOTHING: ReadText = { text: '', next: 0, bytes: 0, error: null, isReading: true };

/**
 * Reads an artifact that is a text: its first part at once, the next one on demand.
 * @param whole reads on by itself, up to what the window holds
 */
export function useArtifactText(
  jobId: JobId,
  artifactId: number,
  whole: boolean,
): ReadText & { readonly more: () => void } {
  const [read, setRead] = useState(NOTHING);
  const readFrom = useCallback(
    async (offset: number, isWanted: () => boolean): Promise<void> => {
      setRead((before) => ({ ...before, isReading: true, error: null }));
      try {
        const part = await appClient().call('job.artifactText', { jobId, artifactId, offset });
        if (!isWanted()) return;
        setRead((before) => {
          const text = offset === 0 ? part.text : before.text + part.text;
          const next = text.length >= MOST_HELD ? null : part.next;
          return { text, next, bytes: part.bytes, error: null, isReading: false };
        });
      } catch (error) {
        if (isWanted()) setRead((before) => ({ ...before, error: toWire(error).message, isReading: false }));
      }
    },
    [jobId, artifactId],
  );
  useEffect(() => {
    let isOver = false;
    setRead(NOTHING);
    void readFrom(0, () => !isOver);
    return () => {
      isOver = true;
    };
  }, [readFrom]);
  const { next, isReading, error } = read;
  useEffect(() => {
    if (whole && !isReading && error === null && next !== null) void readFrom(next, () => true);
  }, [whole, next, isReading, error, readFrom]);
  return {
    ...read,
    more: () => {
      if (!isReading && next !== null) void readFrom(next, () => true);
    },
  };
}

import { type RefObject, useCallback, useEffect, useMemo, useState } from 'react';
import type { WireError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { AppClient } from '../../api/index.ts';
import type { LogPlace } from './job-wish.ts';
import { LogBuffer, type LogSnapshot } from './log-buffer.ts';
import { LINE_HEIGHT } from './log-lines.tsx';
import { LogSource } from './log-source.ts';

/** Nearer to the end than this counts as at the end. */
const END_SLACK = LINE_HEIGHT;
/** Older lines are read when the first held one comes this near. */
const READ_AHEAD = 20 * LINE_HEIGHT;

/** A buffer and its source for one job, for as long as the view stands. */
export function useLog(client: AppClient, jobId: JobId, place: LogPlace | null) {
  const [error, setError] = useState<WireError | null>(null);
  const [loaded, setLoaded] = useState(false);
  const at = useSamePlace(place);
  const log = useMemo(() => {
    const buffer = new LogBuffer();
    return { buffer, source: new LogSource(client, jobId, buffer, setError) };
  }, [client, jobId]);
  useEffect(() => {
    const began = at === null ? log.source.start() : log.source.startAt(at);
    void began.then(() => setLoaded(true));
    return () => log.source.stop();
  }, [log, at]);
  return { ...log, error, loaded };
}

/** The place as one value for as long as it means the same line. */
function useSamePlace(place: LogPlace | null): LogPlace | null {
  const [epoch, seq, find] = [place?.epoch, place?.seq, place?.find];
  return useMemo(
    () => (epoch === undefined || seq === undefined || find === undefined ? null : { epoch, seq, find }),
    [epoch, seq, find],
  );
}

/** Where the reader is: at the end, or away from it with `fresh` lines that came since. */
export function useTail(
  scroller: RefObject<HTMLDivElement | null>,
  buffer: LogBuffer,
  source: LogSource,
  snapshot: LogSnapshot,
) {
  const [leftAt, setLeftAt] = useState<number | null>(null);
  const onScroll = useCallback((): void => {
    const box = scroller.current;
    if (box === null) return;
    const { unheld, arrived } = buffer.snapshot();
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight <= END_SLACK && unheld === 0;
    buffer.setFollowing(atEnd);
    setLeftAt((left) => (atEnd ? null : (left ?? arrived)));
    if (box.scrollTop < READ_AHEAD) void source.readOlder();
  }, [scroller, buffer, source]);
  const toEnd = useCallback((): void => {
    const scrollDown = (): void => {
      const box = scroller.current;
      if (box !== null) box.scrollTop = box.scrollHeight;
    };
    buffer.setFollowing(true);
    setLeftAt(null);
    scroller.current?.focus({ preventScroll: true });
    if (buffer.snapshot().unheld === 0) scrollDown();
    else void source.start().then(scrollDown);
  }, [scroller, buffer, source]);
  const fresh = leftAt === null ? 0 : Math.max(0, snapshot.arrived - leftAt);
  return { isAtEnd: leftAt === null, fresh, onScroll, toEnd };
}

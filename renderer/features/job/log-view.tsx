import { IconArrowDown } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { WireError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { LogLine } from '../../../shared/job/schema.ts';
import { type AppClient, appClient } from '../../api/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatLogTime, plural } from '../../ui/format.ts';
import type { LogPlace } from './job-wish.ts';
import classes from './log.module.css';
import { LogBuffer, type LogSnapshot } from './log-buffer.ts';
import { filterLines, type LogFilter, lineText, SHOW_ALL } from './log-filter.ts';
import { LogLineRow } from './log-line.tsx';
import { LogSource } from './log-source.ts';
import { LogToolbar } from './log-toolbar.tsx';

const LINE_HEIGHT = 20;
/** Nearer to the end than this counts as at the end. */
const END_SLACK = LINE_HEIGHT;
/** Older lines are read when the first held one comes this near. */
const READ_AHEAD = 20 * LINE_HEIGHT;

interface LogViewProps {
  jobId: JobId;
  /** A line to begin at; null = the end. */
  place: LogPlace | null;
  onShowStep: (path: string) => void;
}

/** The log of a job: its end, followed while the reader is there, and everything before it on scrolling up. */
export function LogView({ jobId, place, onShowStep }: LogViewProps) {
  const { buffer, source, error, loaded } = useLog(appClient(), jobId, place);
  const snapshot = useSyncExternalStore(buffer.subscribe, buffer.snapshot);
  const [filter, setFilter] = useState<LogFilter>(SHOW_ALL);
  const [wrap, setWrap] = useState(false);
  const lines = useMemo(() => filterLines(snapshot.lines, filter), [snapshot, filter]);
  const scroller = useRef<HTMLDivElement>(null);
  const tail = useTail(scroller, buffer, source, snapshot);
  const copyText = (): string => lines.map((line) => lineText(line, formatLogTime(line.at))).join('\n');

  return (
    <div className={classes.view}>
      <LogToolbar
        filter={filter}
        onFilter={setFilter}
        wrap={wrap}
        onWrap={setWrap}
        shown={lines.length}
        held={snapshot.lines.length}
        isFollowing={tail.isAtEnd}
        copyText={copyText}
      />
      {error !== null && (
        <ErrorPanel
          title="The log could not be read"
          detail={error.message}
          actions={
            <Button size="sm" onClick={() => void source.start()}>
              Try again
            </Button>
          }
        />
      )}
      <div className={classes.frame}>
        <LogLines
          scroller={scroller}
          lines={lines}
          find={filter.text === '' ? (place?.find ?? '') : filter.text}
          place={place}
          wrap={wrap}
          onScroll={tail.onScroll}
          onShowStep={onShowStep}
        />
        {loaded && lines.length === 0 && (
          <NoLines
            isFiltered={snapshot.lines.length > 0}
            hasOlder={snapshot.hasOlder}
            onClear={() => setFilter(SHOW_ALL)}
            onOlder={() => void source.readOlder()}
          />
        )}
        {(tail.fresh > 0 || snapshot.unheld > 0) && (
          <button type="button" className={classes.pill} onClick={tail.toEnd}>
            <IconArrowDown size={14} stroke={1.5} />
            {tail.fresh > 0 ? plural(tail.fresh, 'new line') : 'To the end'}
          </button>
        )}
      </div>
    </div>
  );
}

interface NoLinesProps {
  isFiltered: boolean;
  hasOlder: boolean;
  onClear: () => void;
  onOlder: () => void;
}

function NoLines({ isFiltered, hasOlder, onClear, onOlder }: NoLinesProps) {
  if (!isFiltered)
    return (
      <div className={classes.none}>
        <EmptyState>No log lines yet.</EmptyState>
      </div>
    );
  const buttons = (
    <span className={classes.noneButtons}>
      {hasOlder && <Button onClick={onOlder}>Look in older lines</Button>}
      <Button onClick={onClear}>Show all lines</Button>
    </span>
  );
  return (
    <div className={classes.none}>
      <EmptyState action={buttons}>No line read so far matches.</EmptyState>
    </div>
  );
}

/** A buffer and its source for one job, for as long as the view stands. */
function useLog(client: AppClient, jobId: JobId, place: LogPlace | null) {
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
function useTail(
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

interface LogLinesProps {
  scroller: RefObject<HTMLDivElement | null>;
  lines: readonly LogLine[];
  find: string;
  place: LogPlace | null;
  wrap: boolean;
  onScroll: () => void;
  onShowStep: (path: string) => void;
}

/** The lines in sight. The list keeps its place by line when others come before, and stays at the end when there. */
function LogLines({ scroller, lines, find, place, wrap, onScroll, onShowStep }: LogLinesProps) {
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: useCallback((index: number) => keyOf(lines[index]), [lines]),
    overscan: 20,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: END_SLACK,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: every height changes with the wrapping
  useEffect(() => virtual.measure(), [virtual, wrap]);
  useShowPlace(lines, place, (index) => virtual.scrollToIndex(index, { align: 'center' }));
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="log"
      aria-live="off"
      aria-label="Log lines"
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
              isTarget={isAt(line, place)}
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

function keyOf(line: LogLine | undefined): string {
  return line === undefined ? '' : `${line.epoch}:${line.seq}`;
}

import { IconArrowDown } from '@tabler/icons-react';
import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { JobId, LeaseEpoch } from '../../../shared/ids.ts';
import { appClient } from '../../api/index.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatLogTime } from '../../ui/format.ts';
import type { LogPlace } from './job-wish.ts';
import classes from './log.module.css';
import { filterLines, type LogFilter, lineText, SHOW_ALL, stepsOf } from './log-filter.ts';
import { LogLines } from './log-lines.tsx';
import { type SaveNote, SaveWords } from './log-save.tsx';
import { LogToolbar } from './log-toolbar.tsx';
import { useLog, useTail } from './use-log.ts';
import { useLogFind } from './use-log-find.ts';

interface LogViewProps {
  jobId: JobId;
  /** A line to begin at; null = the end. */
  place: LogPlace | null;
  /** Only lines of this step and those inside of it; null = of all. */
  step: string | null;
  onStep: (step: string | null) => void;
  onShowStep: (path: string, epoch: LeaseEpoch) => void;
}

/** The log of a job: its end, followed while the reader is there, and everything before it on scrolling up. */
export function LogView({ jobId, place, step, onStep, onShowStep }: LogViewProps) {
  const { buffer, source, error, loaded } = useLog(appClient(), jobId, place);
  const snapshot = useSyncExternalStore(buffer.subscribe, buffer.snapshot);
  const [level, setLevel] = useState<LogFilter['level']>('DEBUG');
  const [note, setNote] = useState<SaveNote | null>(null);
  const [wrap, setWrap] = useState(false);
  const lines = useMemo(() => filterLines(snapshot.lines, { level, step }), [snapshot, level, step]);
  const steps = useMemo(() => stepsOf(snapshot.lines), [snapshot]);
  const search = useLogFind(lines, place?.find ?? '');
  const scroller = useRef<HTMLDivElement>(null);
  const tail = useTail(scroller, buffer, source, snapshot);
  const words = t().job.log;

  return (
    <div className={classes.view}>
      <LogToolbar
        jobId={jobId}
        filter={{ level, step }}
        steps={steps}
        onLevel={setLevel}
        onStep={onStep}
        search={search}
        wrap={wrap}
        onWrap={setWrap}
        shown={lines.length}
        held={snapshot.lines.length}
        isFollowing={tail.isAtEnd}
        onNote={setNote}
        copyText={() => lines.map((line) => lineText(line, formatLogTime(line.at))).join('\n')}
      />
      <SaveWords note={note} />
      {error !== null && (
        <ErrorPanel title={words.unreadable} detail={error.message} onRetry={() => void source.start()} />
      )}
      <div className={classes.frame}>
        <LogLines
          scroller={scroller}
          lines={lines}
          find={search.text}
          place={place}
          hit={search.hit}
          wrap={wrap}
          onScroll={tail.onScroll}
          onShowStep={onShowStep}
        />
        {loaded && lines.length === 0 && (
          <NoLines
            isFiltered={snapshot.lines.length > 0}
            hasOlder={snapshot.hasOlder}
            onClear={() => {
              setLevel(SHOW_ALL.level);
              onStep(null);
            }}
            onOlder={() => void source.readOlder()}
          />
        )}
        {(tail.fresh > 0 || snapshot.unheld > 0) && (
          <button type="button" className={classes.pill} onClick={tail.toEnd}>
            <IconArrowDown size={14} stroke={1.5} />
            {tail.fresh > 0 ? words.fresh(tail.fresh) : words.toEnd}
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
  const words = t().job.log;
  if (!isFiltered)
    return (
      <div className={classes.none}>
        <EmptyState>{words.empty}</EmptyState>
      </div>
    );
  const buttons = (
    <span className={classes.noneButtons}>
      {hasOlder && <Button onClick={onOlder}>{words.older}</Button>}
      <Button onClick={onClear}>{words.showAll}</Button>
    </span>
  );
  return (
    <div className={classes.none}>
      <EmptyState action={buttons}>{words.noneFits}</EmptyState>
    </div>
  );
}

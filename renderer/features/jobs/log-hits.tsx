import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { JobId } from '../../../shared/ids.ts';
import type { LogHit } from '../../../shared/ipc/contract.ts';
import { appClient } from '../../api/index.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatAbsolute, formatClock, formatShort, plural } from '../../ui/format.ts';
import { MarkedText } from '../../ui/marked-text.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { useLateFlag } from '../../ui/use-late-flag.ts';
import { useTicked } from '../../ui/use-now.ts';
import type { LogPlace } from '../job/index.ts';
import { aroundHit } from './around-hit.ts';
import classes from './log-hits.module.css';
import { LEAST_LETTERS, type LogQuery } from './log-query.ts';
import { createLogSearchStore, type LogSearchState, MOST_HITS } from './log-search-store.ts';

/** A wait below this shows nothing at all. */
const LOADING_SHOWS_MS = 150;
const LONGEST_LINE = 1000;

interface LogHitsProps {
  query: LogQuery;
  /** Opens the job at that line of its log. */
  onOpen: (id: JobId, line: LogPlace) => void;
}

/** Lines of all logs that hold a text, in the place of the list of jobs. */
export function LogHits({ query, onOpen }: LogHitsProps) {
  const [search] = useState(() => createLogSearchStore(appClient()));
  const state = useStore(search.store);
  useEffect(() => void search.look(query), [search, query]);
  return (
    <section className={classes.view} aria-label="Lines of logs">
      <p className={classes.words} role="status">
        <Words state={state} />
      </p>
      {state.phase === 'failed' && (
        <div className={classes.failed}>
          <ErrorPanel
            title="The logs could not be searched"
            detail={state.message}
            onRetry={() => void search.look(query)}
          />
        </div>
      )}
      {state.phase === 'found' && state.hits.length === 0 && (
        <EmptyState>
          No line of a log holds “<bdi>{safeText(state.text)}</bdi>”.
        </EmptyState>
      )}
      {state.hits.length > 0 && <Hits key={state.text} hits={state.hits} text={state.text} onOpen={onOpen} />}
    </section>
  );
}

function Words({ state }: { state: LogSearchState }) {
  const isSlow = useLateFlag(state.phase === 'looking', LOADING_SHOWS_MS);
  if (isSlow) return 'Looking through the logs …';
  if (state.phase === 'short')
    return `Type at least ${LEAST_LETTERS} letters after log: to look through the logs.`;
  if (state.phase === 'failed' || state.text === '') return null;
  const time = formatShort(state.tookMs);
  if (state.isComplete) return `${plural(state.hits.length, 'line')} in ${time}, newest jobs first`;
  return `More than ${MOST_HITS} hits: narrow it. These are the newest, found in ${time}.`;
}

interface HitsProps {
  hits: readonly LogHit[];
  text: string;
  onOpen: LogHitsProps['onOpen'];
}

/** One hit a line. One of them takes the focus of Tab; the arrows, j and k go to the others. */
function Hits({ hits, text, onOpen }: HitsProps) {
  const list = useRef<HTMLOListElement>(null);
  const [place, setPlace] = useState(0);
  const go = (to: number): void => {
    const next = Math.min(hits.length - 1, Math.max(0, to));
    setPlace(next);
    list.current?.querySelectorAll<HTMLElement>('button')[next]?.focus();
  };
  const isWithin = (): boolean => list.current?.contains(document.activeElement) === true;
  const step = (by: number) => (): void => go(isWithin() ? place + by : place);
  useKeys({ j: step(1), k: step(-1) });

  const onKeyDown = (event: KeyboardEvent): void => {
    const goal: Readonly<Record<string, number>> = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      Home: 0,
      End: hits.length - 1,
    };
    const to = goal[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    go(to);
  };
  const onClick = (event: MouseEvent): void => {
    const button = event.target instanceof Element ? event.target.closest('[data-hit]') : null;
    const at = Number(button?.getAttribute('data-hit') ?? -1);
    const hit = hits[at];
    if (hit === undefined) return;
    setPlace(at);
    const { epoch, seq } = hit.line;
    onOpen(hit.jobId, { epoch, seq, find: text });
  };
  return (
    <ol ref={list} className={classes.hits} onKeyDown={onKeyDown} onClick={onClick}>
      {hits.map((hit, index) => (
        <li key={`${hit.jobId} ${hit.line.epoch} ${hit.line.seq}`}>
          <Hit hit={hit} text={text} index={index} isPlace={index === place} />
        </li>
      ))}
    </ol>
  );
}

interface HitProps {
  hit: LogHit;
  text: string;
  index: number;
  isPlace: boolean;
}

function Hit({ hit, text, index, isPlace }: HitProps) {
  const { jobId, flowName, line } = hit;
  const time = useTicked((now) => formatClock(line.at, now));
  const message = safeText(line.message, LONGEST_LINE);
  return (
    <button type="button" className={classes.hit} data-hit={index} tabIndex={isPlace ? 0 : -1}>
      <span className={classes.job}>#{jobId}</span>
      <bdi className={classes.flow}>{safeText(flowName, 120)}</bdi>
      <span className={classes.level} data-level={line.level}>
        {line.level}
      </span>
      <span className={classes.time} title={formatAbsolute(line.at)}>
        {time}
      </span>
      <bdi className={classes.message} title={message}>
        <MarkedText text={aroundHit(message, text)} find={text} />
      </bdi>
    </button>
  );
}

import type { EventKind, JobDetail, JobEvent } from '../../../shared/job/schema.ts';
import { type DisplayState, displayState, type JobState } from '../../../shared/job/state.ts';

/** One state that a job was in, is in, or may still reach. */
export interface TimelineBox {
  readonly key: string;
  readonly state: DisplayState;
  /** What tells this box from its siblings: `attempt 2`, `TimeoutError`; may be empty. */
  readonly label: string;
  /** Start of the state, epoch milliseconds; null for a state that was never reached. */
  readonly since: number | null;
  /** How long it lasted, or has lasted by now, in milliseconds; null for ends and for states not reached. */
  readonly forMs: number | null;
  /** Milliseconds until the job is due, only while it waits for a time. */
  readonly dueInMs: number | null;
  readonly stage: 'past' | 'now' | 'possible';
}

/**
 * Boxes that stand under each other: the first is on the main line, what followed the attempt is below it.
 * `folded` counts the attempts that a column stands for when there are too many to draw.
 */
export interface TimelineColumn {
  readonly key: string;
  readonly boxes: readonly TimelineBox[];
  readonly folded: number;
}

export type TimelineFacts = Pick<JobDetail, 'job' | 'events' | 'attempts'>;

const ENDS = ['completed', 'completed_with_failed_rows', 'failed', 'cancelled', 'parked'] as const;
/** Start, two attempts and the ends fit the narrowest drawer. */
const MOST_COLUMNS = 4;

interface Draft {
  readonly key: string;
  /** The stored state after the event. */
  readonly to: JobState;
  state: DisplayState;
  label: string;
  readonly since: number;
}

/** What a person did to a job that waits: no state of its own, but a word at the box of the wait. */
const MARKS: Partial<Record<EventKind, string>> = {
  run_now: 'run now',
  edited: 'edited',
  snoozed: 'snoozed',
};

/**
 * The history of a job as columns of boxes, left to right: waiting, one column an attempt, the ends.
 * @param now epoch milliseconds of the clock that wrote the facts
 */
export function buildTimeline(facts: TimelineFacts, now: number): readonly TimelineColumn[] {
  const columns = replay(facts);
  const flat = columns.flat();
  const last = flat.at(-1);
  // The job's row may be newer than its events: then the events are drawn as they stand.
  if (last !== undefined && last.to === facts.job.state) last.state = displayState(facts.job, now);
  const end = last !== undefined && isEnd(last.state) ? last : null;

  const measured = columns.map((column, index) => ({
    key: `column-${index}`,
    boxes: column
      .filter((draft) => draft !== end)
      .map((draft) => measure(draft, flat[flat.indexOf(draft) + 1], facts, now)),
    folded: 0,
  }));
  const shown = fold(measured.filter((column) => column.boxes.length > 0));
  if (end === null && columns.length === 1) shown.push(possibleColumn(['processing'], 'next'));
  shown.push(end === null ? possibleColumn(ENDS, 'ends') : endColumn(end));
  return shown;
}

/** Turns events into boxes; a claim opens a column, everything else goes below what is there. */
function replay({ job, events, attempts }: TimelineFacts): Draft[][] {
  const columns: Draft[][] = [[]];
  for (const event of [...events].sort((a, b) => a.id - b.id)) {
    const draft = draftOf(event, attempts);
    if (event.kind === 'claimed') columns.push([]);
    if (draft !== null) columns.at(-1)?.push(draft);
    const mark = MARKS[event.kind];
    if (mark !== undefined) markWait(columns, mark);
  }
  if (columns.flat().length === 0) {
    columns[0]?.push({ key: 'now', to: job.state, state: job.state, label: '', since: job.createdAt });
  }
  return columns.filter((column) => column.length > 0);
}

function draftOf(event: JobEvent, attempts: TimelineFacts['attempts']): Draft | null {
  const key = `event-${event.id}`;
  const box = (state: DisplayState, label: string): Draft => ({
    key,
    to: event.to,
    state,
    label,
    since: event.at,
  });
  switch (event.kind) {
    case 'queued':
      return box('pending', '');
    case 'claimed':
      return box('processing', `attempt ${event.attempt}`);
    case 'retry_scheduled':
      return box('retrying', categoryOf(event, attempts) ?? event.detail);
    case 'failed':
      return box(event.to, categoryOf(event, attempts) ?? event.detail);
    case 'retried':
      return box(event.to, 'asked again');
    case 'released':
      return box(event.to, 'given back');
    case 'reclaimed':
      return box(event.to, 'worker was gone');
    case 'completed':
    case 'cancelled':
    case 'parked':
      return box(event.to, event.detail);
    case 'cancel_asked':
    case 'cancel_stage':
    case 'run_now':
    case 'edited':
    case 'snoozed':
      return null;
  }
}

/** The error of the latest attempt with that number that failed by then. */
function categoryOf(event: JobEvent, attempts: TimelineFacts['attempts']): string | undefined {
  const known = attempts.filter((one) => one.attempt === event.attempt && one.error !== null);
  return known.at(-1)?.error?.category;
}

/** Adds the word to the label of the box that waits, once however often it happened. */
function markWait(columns: readonly Draft[][], mark: string): void {
  const waiting = columns.flat().at(-1);
  if (waiting === undefined || waiting.label.split(', ').includes(mark)) return;
  waiting.label = waiting.label === '' ? mark : `${waiting.label}, ${mark}`;
}

function isEnd(state: DisplayState): boolean {
  return ENDS.some((end) => end === state);
}

function measure(draft: Draft, next: Draft | undefined, facts: TimelineFacts, now: number): TimelineBox {
  const waits = draft.state === 'scheduled' || draft.state === 'retrying';
  const isNow = next === undefined;
  return {
    ...shownPart(draft),
    forMs: Math.max(0, (next?.since ?? now) - draft.since),
    dueInMs: isNow && waits ? Math.max(0, facts.job.runAt - now) : null,
    stage: isNow ? 'now' : 'past',
  };
}

function shownPart({
  key,
  state,
  label,
  since,
}: Draft): Pick<TimelineBox, 'key' | 'state' | 'label' | 'since'> {
  return { key, state, label, since };
}

/** Keeps the start and the last attempt whole and makes one box of the attempts between them. */
function fold(columns: readonly TimelineColumn[]): TimelineColumn[] {
  if (columns.length < MOST_COLUMNS) return [...columns];
  const first = columns[0];
  const last = columns.at(-1);
  const between = columns.slice(1, -1);
  if (first === undefined || last === undefined) return [...columns];
  return [first, foldedColumn(between), last];
}

function foldedColumn(columns: readonly TimelineColumn[]): TimelineColumn {
  const boxes = columns.flatMap((column) => column.boxes);
  const box: TimelineBox = {
    key: 'folded',
    state: boxes.at(-1)?.state ?? 'processing',
    label: `${columns.length} attempts`,
    since: boxes[0]?.since ?? null,
    forMs: boxes.reduce((sum, one) => sum + (one.forMs ?? 0), 0),
    dueInMs: null,
    stage: 'past',
  };
  return { key: 'folded', boxes: [box], folded: columns.length };
}

function possible(state: DisplayState): TimelineBox {
  return {
    key: `possible-${state}`,
    state,
    label: '',
    since: null,
    forMs: null,
    dueInMs: null,
    stage: 'possible',
  };
}

function possibleColumn(states: readonly DisplayState[], key: string): TimelineColumn {
  return { key, boxes: states.map(possible), folded: 0 };
}

/** All the ends, so that the picture keeps its shape when the job ends; only one was reached. */
function endColumn(end: Draft): TimelineColumn {
  const reached: TimelineBox = { ...shownPart(end), forMs: null, dueInMs: null, stage: 'now' };
  return {
    key: 'ends',
    boxes: ENDS.map((state) => (state === end.state ? reached : possible(state))),
    folded: 0,
  };
}

import { JobId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { CallInput } from '../../../shared/ipc/define.ts';
import type { KeyMode } from '../../../shared/job/demands.ts';
import type { Needs } from '../../../shared/job/dependency.ts';

/** When the job may start: text as the fields give it. */
export type When =
  | { readonly kind: 'now' }
  | { readonly kind: 'in'; readonly amount: string; readonly unit: SpanUnit }
  /** Local date and time (`2025-11-24T14:00`). */
  | { readonly kind: 'at'; readonly at: string };

export const SPAN_UNITS = { min: 60_000, h: 3_600_000, d: 86_400_000 } as const;
export type SpanUnit = keyof typeof SPAN_UNITS;

/** One input that is taken from the results of the job before. */
export interface Take {
  readonly input: string;
  readonly expression: string;
}

/** What is wished beyond the flow and its inputs, as the fields show it. */
export interface EnqueueWish {
  readonly when: When;
  /** The name that marks jobs as the same work; empty = none. */
  readonly key: string;
  readonly keyMode: KeyMode;
  /** Numbers of the jobs to come after, as they were typed. */
  readonly after: string;
  readonly needs: Needs;
  readonly takes: readonly Take[];
}

export const NO_WISH: EnqueueWish = {
  when: { kind: 'now' },
  key: '',
  keyMode: 'skip',
  after: '',
  needs: 'completed',
  takes: [],
};

/** A sentence for each part that is wrong. */
export type WishFaults = Partial<Record<'when' | 'key' | 'after' | 'takes', string>>;

const MOST_AFTER = 20;
const LONGEST_KEY = 200;

type Extra = Pick<CallInput<AppContract, 'jobs.enqueue'>, 'runAt' | 'key' | 'after'>;

/**
 * The wish as the queue takes it, or everything that is wrong with it.
 * @param now epoch milliseconds
 */
export function readWish(
  wish: EnqueueWish,
  now: number,
): { readonly extra: Extra; readonly faults: WishFaults } {
  const when = readWhen(wish.when, now);
  const after = readAfter(wish.after);
  const faults: WishFaults = {
    ...('fault' in when ? { when: when.fault } : {}),
    ...(wish.key.trim().length > LONGEST_KEY ? { key: `At most ${LONGEST_KEY} letters.` } : {}),
    ...('fault' in after ? { after: after.fault } : {}),
    ...takesFault(wish, 'ids' in after ? after.ids.length : 0),
  };
  const ids = 'ids' in after ? after.ids : [];
  const extra: Extra = {
    ...('runAt' in when && when.runAt !== null ? { runAt: when.runAt } : {}),
    ...(wish.key.trim() === '' ? {} : { key: { text: wish.key.trim(), mode: wish.keyMode } }),
    ...(ids.length === 0
      ? {}
      : { after: ids.map((jobId) => ({ jobId, needs: wish.needs, takes: takesOf(wish, ids) })) }),
  };
  return { extra, faults };
}

/** Names of the inputs that come from the job before: nobody has to type them. */
export function takenInputs(wish: EnqueueWish): ReadonlySet<string> {
  const after = readAfter(wish.after);
  return new Set(Object.keys('ids' in after ? takesOf(wish, after.ids) : {}));
}

/** Can results be taken? Only of one job is it plain whose they are. */
export function mayTake(after: string): boolean {
  const read = readAfter(after);
  return 'ids' in read && read.ids.length === 1;
}

function takesOf(wish: EnqueueWish, ids: readonly JobId[]): Record<string, string> {
  if (ids.length !== 1) return {};
  const given = wish.takes.filter(({ input, expression }) => input !== '' && expression.trim() !== '');
  return Object.fromEntries(given.map(({ input, expression }) => [input, expression.trim()]));
}

function takesFault({ takes }: EnqueueWish, jobs: number): WishFaults {
  if (jobs !== 1) return {};
  const isHalf = takes.some(({ input, expression }) => (input === '') !== (expression.trim() === ''));
  return isHalf
    ? { takes: 'Choose an input and write what it takes, such as result.total or rows[0].url.' }
    : {};
}

function readWhen(when: When, now: number): { readonly runAt: number | null } | { readonly fault: string } {
  switch (when.kind) {
    case 'now':
      return { runAt: null };
    case 'in': {
      const amount = when.amount.trim() === '' ? Number.NaN : Number(when.amount);
      if (!Number.isFinite(amount) || amount <= 0) return { fault: 'Write how long, as a number above 0.' };
      return { runAt: Math.round(now + amount * SPAN_UNITS[when.unit]) };
    }
    case 'at': {
      const runAt = Date.parse(when.at);
      if (Number.isNaN(runAt)) return { fault: 'Choose a day and a time.' };
      return runAt <= now ? { fault: 'This time has passed. Choose a later one, or Now.' } : { runAt };
    }
  }
}

/** `12, #15 18`: the numbers, each once. */
function readAfter(text: string): { readonly ids: readonly JobId[] } | { readonly fault: string } {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const ids = new Set<JobId>();
  for (const word of words) {
    const id = JobId.safeParse(/^#?\d+$/.test(word) ? Number(word.replace('#', '')) : undefined);
    if (!id.success) return { fault: `“${word}” is not a job's number. Write them like 12, 15.` };
    ids.add(id.data);
  }
  return ids.size > MOST_AFTER ? { fault: `At most ${MOST_AFTER} jobs.` } : { ids: [...ids] };
}

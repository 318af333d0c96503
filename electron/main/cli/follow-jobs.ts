import { type Clock, setRepeating, sleep } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { RunEvent } from '../../../shared/job/run-event.ts';
import type { JobState } from '../../../shared/job/state.ts';
import { hasSettled, JobNews } from './job-news.ts';
import type { Services } from './services.ts';

/** At most this many jobs are read in one go, so that a thousand jobs do not hold up the app. */
const READ_AT_ONCE = 50;
/** A changed job is read at most this often. */
const READ_EVERY_MS = 100;
/** Changes are hints and a hint may be lost: the jobs that are not settled are looked at this often anyhow. */
const LOOK_EVERY_MS = 5000;
const LINES_AT_ONCE = 1000;

export interface FollowOptions {
  readonly services: Services;
  readonly clock: Clock;
  readonly ids: readonly JobId[];
  /** Place of a job's row in the rows file, from 1; a job that is not in it has none. */
  readonly rows: ReadonlyMap<JobId, number>;
  readonly onEvent: (event: RunEvent) => void;
  /** Awaited between reads, so that a slow reader of the output slows the reading. */
  readonly drained: () => Promise<void>;
  /** Aborted = stop following; the jobs go on. */
  readonly leave: AbortSignal;
}

/**
 * Tells everything that happens to the jobs until each has settled (ended, or is parked).
 * @returns the state of each settled job; those missing still go on, because `leave` was aborted
 */
export async function followJobs(options: FollowOptions): Promise<Map<JobId, JobState>> {
  const { services, clock, ids, rows, leave } = options;
  const unsettled = new Map(
    ids.map((id) => [id, new JobNews(id, rows.get(id) ?? null, services.artifactsDir)]),
  );
  const settled = new Map<JobId, JobState>();
  const changed = new Set<JobId>(ids);
  const bell = createBell(leave);
  const look = (some: Iterable<JobId>): void => {
    for (const id of some) if (unsettled.has(id)) changed.add(id);
    bell.ring();
  };
  const watch = services.watchJobs((id) => look([id]));
  const backstop = setRepeating(clock, LOOK_EVERY_MS, () =>
    look([...unsettled.keys()].slice(0, READ_AT_ONCE)),
  );
  try {
    while (unsettled.size > 0 && !leave.aborted) {
      if (changed.size === 0) await bell.rung();
      for (const id of takeSome(changed)) {
        const news = unsettled.get(id);
        const state = news === undefined ? null : await tellNews(news, options);
        if (state === null) continue;
        settled.set(id, state);
        unsettled.delete(id);
      }
      await options.drained();
      if (unsettled.size > 0) await sleep(clock, READ_EVERY_MS, leave).catch(() => undefined);
    }
  } finally {
    watch.dispose();
    backstop.dispose();
  }
  return settled;
}

/** Reads one job and tells what is new; gives its state once it has settled. */
async function tellNews(news: JobNews, options: FollowOptions): Promise<JobState | null> {
  const { services, onEvent, drained, leave } = options;
  // The job is read before its log: lines that were written before it settled are then certainly seen.
  const detail = await services.getJob(news.id);
  let lines = await services.logLines(news.id, news.logPlace, LINES_AT_ONCE);
  while (lines.length === LINES_AT_ONCE && !leave.aborted) {
    for (const event of news.take({ ...detail, events: [] }, lines)) onEvent(event);
    await drained();
    lines = await services.logLines(news.id, news.logPlace, LINES_AT_ONCE);
  }
  for (const event of news.take(detail, lines)) onEvent(event);
  return hasSettled(detail) ? detail.job.state : null;
}

function takeSome(changed: Set<JobId>): JobId[] {
  const some: JobId[] = [];
  for (const id of changed) {
    if (some.length === READ_AT_ONCE) break;
    some.push(id);
    changed.delete(id);
  }
  return some;
}

/** `rung` waits for the next `ring`, or for one since the last wait; the abort of `leave` rings for good. */
function createBell(leave: AbortSignal): { ring(): void; rung(): Promise<void> } {
  let isRung = false;
  let wake: (() => void) | undefined;
  const ring = (): void => {
    isRung = true;
    wake?.();
  };
  leave.addEventListener('abort', ring, { once: true });
  return {
    ring,
    async rung() {
      if (!isRung && !leave.aborted) await new Promise<void>((resolve) => (wake = resolve));
      isRung = false;
    },
  };
}

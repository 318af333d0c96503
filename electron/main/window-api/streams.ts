import { setRepeating, systemClock } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { StreamHandlers } from '../../../shared/ipc/define.ts';
import type { LogLine } from '../../../shared/job/schema.ts';
import type { LiveChange } from '../../../shared/live/live-state.ts';
import type { ReadableDb } from '../../database/open.ts';
import { logPage } from '../../database/queries.ts';
import type { Core } from '../core.ts';
import { throughputStream } from '../statistics/throughput-stream.ts';
import { bulkProgress } from './bulk-progress.ts';
import { profileStream } from './profile-stream.ts';
import { sideStreams } from './side-streams.ts';
import { workersNow } from './workers-now.ts';

type LogPlace = Pick<LogLine, 'epoch' | 'seq'>;

/** How often the counts are told although nothing was written. */
const COUNTS_MS = 2_000;

/** How many stored lines a new tail is given at a time. */
const TAIL_PAGE = 2_000;

/** What the window may follow. The database is the truth; these only say what is new. */
export function windowStreams(core: Core): StreamHandlers<AppContract> {
  const { publisher, db, queue, bulk } = core;
  return {
    'jobs.changed': (_input, sink) =>
      ending(publisher.on('jobChanged', (job) => sink.push(String(job.id), job))),
    'jobs.countsChanged': (_input, sink) => {
      const push = (): void => sink.push('counts', queue.counts());
      // Time alone moves jobs too: what was scheduled comes due, what is silent becomes stalled.
      const ticking = setRepeating(systemClock, COUNTS_MS, push);
      const listening = publisher.on('countsChanged', (counts) => sink.push('counts', counts));
      return () => {
        ticking.dispose();
        listening.dispose();
      };
    },
    'jobs.deleted': (_input, sink) =>
      ending(publisher.on('jobsDeleted', (ids) => sink.push(String(ids[0]), { ids: [...ids] }))),
    'job.activity': ({ id }, sink) =>
      ending(
        publisher.on('activity', (jobId, part, rev) => {
          if (jobId === id) sink.push(part, { part, rev });
        }),
      ),
    'logs.tail': ({ jobId, after }, sink) => {
      const push = (line: LogLine): void => sink.push(`${line.epoch}:${line.seq}`, line);
      // Nothing can be written between the reading and the listening: both happen in this very turn.
      for (const line of storedLines(db, jobId, after)) push(line);
      return ending(
        publisher.on('lines', (id, lines) => {
          if (id === jobId) lines.forEach(push);
        }),
      );
    },
    'workers.changed': (_input, sink) => {
      const push = (): void => sink.push('workers', workersNow(core));
      push();
      return core.onWorkersChanged(push);
    },
    'live.changed': (_input, sink) => {
      const push = (change: LiveChange): void => sink.push(String(change.jobId), change);
      core.liveHub.list().forEach(push);
      return ending(core.liveHub.onChanged(push));
    },
    'live.view': ({ jobId, ...wish }, sink) =>
      ending(core.liveHub.watch(jobId, wish, (view) => sink.push(view.kind, view))),
    'profiles.changed': profileStream(core),
    'browsers.changed': (_input, sink) => core.browsers.follow((now) => sink.push('browsers', now)),
    'bulk.progress': bulkProgress(bulk),
    'statistics.throughput': throughputStream({ publisher, reader: core.reader, clock: systemClock }),
    'queue.changed': (_input, sink) =>
      ending(publisher.on('pausedChanged', (paused) => sink.push('queue', { paused }))),
    'data.healthChanged': (_input, sink) =>
      ending(core.dataWatch.onChange((health) => sink.push('health', health))),
    ...sideStreams(core),
  };
}

function ending(subscription: { dispose(): void }): () => void {
  return () => subscription.dispose();
}

/** The lines after the cursor, in order; without one, the last page. */
function* storedLines(db: ReadableDb, jobId: JobId, after: LogPlace | undefined): Generator<LogLine> {
  if (after === undefined) return yield* logPage(db, { jobId, limit: TAIL_PAGE }).lines;
  let from = after;
  for (;;) {
    const { lines, hasMore } = logPage(db, { jobId, after: from, limit: TAIL_PAGE });
    yield* lines;
    const last = lines.at(-1);
    if (!hasMore || last === undefined) return;
    from = { epoch: last.epoch, seq: last.seq };
  }
}

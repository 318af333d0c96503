import { describe, expect, it } from 'vitest';
import { buildTimeline, type TimelineColumn } from '../../../../renderer/features/job/timeline.ts';
import { makeJob, makePending } from '../jobs/make-job.ts';
import { makeAttempt, makeDetail, makeError, makeEvent } from './make-detail.ts';

/** Every column as `state label length` lines, without the ends that were not reached. */
function words(columns: readonly TimelineColumn[]): string[][] {
  return columns.map((column) =>
    column.boxes
      .filter((box) => box.stage !== 'possible')
      .map((box) =>
        [box.state, box.label, box.forMs ?? '', box.stage].filter((word) => word !== '').join(' '),
      ),
  );
}

const queued = makeEvent(1, 1000, 'queued', 'pending', 0);
const claimed = makeEvent(2, 3000, 'claimed', 'processing', 1);

describe('the timeline of a job', () => {
  it('shows a waiting job with everything that may follow', () => {
    const facts = makeDetail({ job: makePending(1), events: [queued] });
    const columns = buildTimeline(facts, 5000);
    expect(words(columns)).toEqual([['pending 4000 now'], [], []]);
    expect(columns.at(-1)?.boxes.map((box) => box.state)).toEqual([
      'completed',
      'completed_with_failed_rows',
      'failed',
      'cancelled',
      'parked',
    ]);
  });

  it('counts down to the time of a scheduled job', () => {
    const facts = makeDetail({ job: makePending(1, { runAt: 60_000 }), events: [queued] });
    expect(buildTimeline(facts, 20_000)[0]?.boxes[0]).toMatchObject({ state: 'scheduled', dueInMs: 40_000 });
  });

  it('puts the wait for a retry below its attempt and the next attempt beside it', () => {
    const events = [
      queued,
      claimed,
      makeEvent(3, 10_000, 'retry_scheduled', 'pending', 1),
      makeEvent(4, 11_000, 'claimed', 'processing', 2),
    ];
    const attempts = [makeAttempt(1, { error: makeError('TimeoutError') }), makeAttempt(2)];
    const facts = makeDetail({ job: makeJob(1, { state: 'processing', attempt: 2 }), events, attempts });
    expect(words(buildTimeline(facts, 15_000))).toEqual([
      ['pending 2000 past'],
      ['processing attempt 1 7000 past', 'retrying TimeoutError 1000 past'],
      ['processing attempt 2 4000 now'],
      [],
    ]);
  });

  it('names the end that was reached and keeps the others as possible', () => {
    const events = [queued, claimed, makeEvent(3, 9000, 'failed', 'failed', 1)];
    const attempts = [makeAttempt(1, { error: makeError('NetworkError') })];
    const columns = buildTimeline(
      makeDetail({ job: makeJob(1, { state: 'failed' }), events, attempts }),
      50_000,
    );
    expect(words(columns)).toEqual([
      ['pending 2000 past'],
      ['processing attempt 1 6000 past'],
      ['failed NetworkError now'],
    ]);
    expect(columns.at(-1)?.boxes).toHaveLength(5);
  });

  it('tells a completed job with failed rows from one without', () => {
    const events = [queued, claimed, makeEvent(3, 9000, 'completed', 'completed', 1)];
    const facts = makeDetail({ job: makeJob(1, { failedRows: 2 }), events });
    expect(words(buildTimeline(facts, 9000)).at(-1)).toEqual(['completed_with_failed_rows now']);
  });

  it('calls a running job cancelling once that was asked', () => {
    const job = makeJob(1, { state: 'processing', cancelAskedAt: 4000 });
    const events = [queued, claimed, makeEvent(3, 4000, 'cancel_asked', 'processing', 1)];
    expect(words(buildTimeline(makeDetail({ job, events }), 5000))[1]).toEqual([
      'cancelling attempt 1 2000 now',
    ]);
  });

  it('shows a job that was given back, run again by hand, or waits for a person', () => {
    const events = [
      queued,
      claimed,
      makeEvent(3, 4000, 'reclaimed', 'pending', 1),
      makeEvent(4, 5000, 'claimed', 'processing', 2),
      makeEvent(5, 6000, 'parked', 'parked', 2),
    ];
    const facts = makeDetail({ job: makeJob(1, { state: 'parked', attempt: 2 }), events });
    expect(words(buildTimeline(facts, 9000))).toEqual([
      ['pending 2000 past'],
      ['processing attempt 1 1000 past', 'pending worker was gone 1000 past'],
      ['processing attempt 2 1000 past'],
      ['parked now'],
    ]);
  });

  it('draws an earlier end below its attempt when the job was asked again', () => {
    const events = [
      queued,
      claimed,
      makeEvent(3, 4000, 'failed', 'failed', 1),
      makeEvent(4, 8000, 'retried', 'pending', 1),
    ];
    const job = makeJob(1, { state: 'pending', runAt: 8000 });
    expect(words(buildTimeline(makeDetail({ job, events }), 9000))).toEqual([
      ['pending 2000 past'],
      ['processing attempt 1 1000 past', 'failed 4000 past', 'pending asked again 1000 now'],
      [],
    ]);
  });

  it('marks a wait that was cut short', () => {
    const events = [queued, makeEvent(2, 2000, 'run_now', 'pending', 0)];
    const facts = makeDetail({ job: makePending(1), events });
    expect(words(buildTimeline(facts, 3000))[0]).toEqual(['pending run now 2000 now']);
  });

  it('folds the attempts between the start and the last one', () => {
    const tries = [1, 2, 3, 4].flatMap((n) => [
      makeEvent(n * 2, n * 10_000, 'claimed', 'processing', n),
      makeEvent(
        n * 2 + 1,
        n * 10_000 + 5000,
        n < 4 ? 'retry_scheduled' : 'failed',
        n < 4 ? 'pending' : 'failed',
        n,
      ),
    ]);
    const facts = makeDetail({
      job: makeJob(1, { state: 'failed', attempt: 4 }),
      events: [queued, ...tries],
    });
    const columns = buildTimeline(facts, 99_000);
    expect(words(columns)).toEqual([
      ['pending 9000 past'],
      ['retrying 3 attempts 30000 past'],
      ['processing attempt 4 5000 past'],
      ['failed now'],
    ]);
    expect(columns[1]?.folded).toBe(3);
  });

  it('draws events as they stand while the job’s own row is newer', () => {
    const facts = makeDetail({ job: makeJob(1, { state: 'completed' }), events: [queued, claimed] });
    expect(words(buildTimeline(facts, 5000))[1]).toEqual(['processing attempt 1 2000 now']);
  });

  it('shows at least the present state of a job without events', () => {
    expect(words(buildTimeline(makeDetail({ job: makePending(1) }), 3000))[0]).toEqual(['pending 2000 now']);
  });

  it('marks what a person did to a waiting job, each once', () => {
    const events = [
      queued,
      makeEvent(2, 2000, 'edited', 'pending', 0),
      makeEvent(3, 3000, 'snoozed', 'pending', 0),
      makeEvent(4, 4000, 'edited', 'pending', 0),
    ];
    const facts = makeDetail({ job: makePending(1, { runAt: 60_000 }), events });
    expect(words(buildTimeline(facts, 5000))[0]).toEqual(['scheduled edited, snoozed 4000 now']);
  });
});

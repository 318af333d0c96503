import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { JobNews } from '../../../../electron/main/cli/job-news.ts';
import { humanReport } from '../../../../electron/main/cli/run-report.ts';
import { RunEvent } from '../../../../shared/job/run-event.ts';
import { AN_ERROR, FakeJob, keptOutput } from './fake-services.ts';

function newsOf(job: FakeJob): JobNews {
  return new JobNews(job.id, 7, '/data/artifacts');
}

describe('the news of a job', () => {
  it('tells a whole life in order, every line as the published schema says', () => {
    const job = new FakeJob(12).claim().step(0, 'done').log(0, 'hello').rows('books', 64);
    job.artifact('page.png', '12/1/page.png').end('completed');
    const events = newsOf(job).take(job.detail, job.lines);
    for (const event of events) expect(RunEvent.parse(event)).toEqual(event);
    const kinds = ['queued', 'claimed', 'step', 'log', 'artifact', 'step', 'rows', 'ended'];
    expect(events.map((event) => event.kind)).toEqual(kinds);
    expect(events[0]).toMatchObject({ kind: 'queued', job: 12, flow: 'books', flowVersion: 1, row: 7 });
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'artifact',
        path: path.join('/data/artifacts', '12', '1', 'page.png'),
      }),
    );
  });

  it('tells each thing once, however often the job is read', () => {
    const job = new FakeJob(1).claim().step(0, 'running').log(0, 'a').rows('books', 3);
    const news = newsOf(job);
    expect(news.take(job.detail, job.lines)).not.toEqual([]);
    expect(news.take(job.detail, [])).toEqual([]);
    job.step(0, 'done').rows('books', 5);
    expect(news.take(job.detail, []).map((event) => event.kind)).toEqual(['step', 'rows']);
    expect(news.take(job.detail, [])).toEqual([]);
  });

  it('tells the beginning of a step that had ended before anybody looked', () => {
    const job = new FakeJob(1).claim().step(0, 'failed');
    const steps = newsOf(job)
      .take(job.detail, [])
      .filter((event) => event.kind === 'step');
    expect(steps.map(({ state, tookMs }) => ({ state, tookMs }))).toEqual([
      { state: 'running', tookMs: null },
      { state: 'failed', tookMs: 400 },
    ]);
  });

  it('remembers where the log was read to', () => {
    const job = new FakeJob(1).claim().log(0, 'a').log(1, 'b');
    const news = newsOf(job);
    expect(news.logPlace).toEqual({ epoch: 1, seq: -1 });
    news.take(job.detail, job.lines);
    expect(news.logPlace).toEqual({ epoch: 1, seq: 1 });
  });

  it('tells a retry with its reason and when it is due', () => {
    const job = new FakeJob(1).claim();
    const attempt = job.detail.attempts[0];
    if (attempt !== undefined) attempt.error = AN_ERROR;
    job.event('retry_scheduled', 'pending', 'TimeoutError');
    const events = newsOf(job).take(job.detail, []);
    expect(events.at(-1)).toMatchObject({ kind: 'retry', attempt: 1, dueAt: 1000, error: AN_ERROR });
  });

  it('tells a park as an end with that state', () => {
    const job = new FakeJob(1).claim().end('parked', AN_ERROR);
    expect(newsOf(job).take(job.detail, []).at(-1)).toMatchObject({
      kind: 'ended',
      state: 'parked',
      error: AN_ERROR,
    });
  });

  it.each(['retried', 'run_now', 'edited', 'snoozed'] as const)(
    'tells what a person asked meanwhile: %s',
    (kind) => {
      const job = new FakeJob(1).event(kind, 'pending', 'Why.');
      const told = newsOf(job).take(job.detail, []).at(-1);
      expect(told).toMatchObject({ kind: 'requeued', reason: kind, detail: 'Why.' });
      expect(RunEvent.parse(told)).toEqual(told);
    },
  );
});

describe('a job that waits for a login', () => {
  const waiting = (job: FakeJob, waitsFor: string | null): void => {
    job.detail = { ...job.detail, job: { ...job.detail.job, waitsFor } };
  };

  it('says so once, after its attempt was given back, and again when it waits anew', () => {
    const job = new FakeJob(1).claim().event('released', 'pending', 'Nobody is signed in.');
    waiting(job, 'login:shop');
    const news = newsOf(job);
    const told = news.take(job.detail, []);
    expect(told.at(-1)).toMatchObject({ kind: 'needs_login', job: 1, profile: 'shop' });
    expect(RunEvent.parse(told.at(-1))).toEqual(told.at(-1));
    expect(news.take(job.detail, [])).toEqual([]);
    job.claim();
    waiting(job, null);
    expect(news.take(job.detail, []).map(({ kind }) => kind)).toEqual(['claimed']);
    job.event('released', 'pending');
    waiting(job, 'login:shop');
    expect(news.take(job.detail, []).map(({ kind }) => kind)).toEqual(['returned', 'needs_login']);
  });

  it('says so of one that waits before its first attempt, and nothing of other waits', () => {
    const job = new FakeJob(1);
    waiting(job, 'profile:shop');
    const news = newsOf(job);
    expect(news.take(job.detail, []).map(({ kind }) => kind)).toEqual(['queued']);
    waiting(job, 'login:shop');
    const printed = keptOutput();
    for (const event of news.take(job.detail, [])) humanReport(printed)(event);
    expect(printed.outLines).toEqual([
      '#1 needs a login: nobody is signed in in the profile “shop”. Sign in on the page Profiles of the window (a second “runwright” opens it); the job goes on by itself then. Ctrl-C cancels it.',
    ]);
  });
});

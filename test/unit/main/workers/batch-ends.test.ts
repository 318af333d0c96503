import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ClaimedJob, FromWorker } from '../../../../shared/ipc/worker-protocol.ts';
import type { JobState } from '../../../../shared/job/state.ts';
import type { FakeWorkerProcess } from '../../../support/fake-worker-process.ts';
import { settle } from '../../../support/settle.ts';
import { beat, data, finished } from '../../../support/worker-messages.ts';
import { type WorkersBench, workersBench } from '../../../support/workers-bench.ts';

let bench: WorkersBench;
let worker: FakeWorkerProcess;
beforeEach(() => {
  bench = workersBench({ settings: { workers: 1 } });
  bench.supervisor.start();
  worker = bench.up(1);
});
afterEach(() => bench.dispose());

const ASK: FromWorker = { kind: 'ask', slots: 5 };

async function given(count: number): Promise<ClaimedJob[]> {
  for (let n = 0; n < count; n++) bench.add();
  return bench.ask(worker, count);
}

function states(jobs: readonly ClaimedJob[]): string[] {
  return jobs.map(({ jobId }) => bench.facts(jobId).state);
}

/** What the screens hear of counts: one piece of news is one transaction. */
function transactions(): JobState[][] {
  const heard: JobState[][] = [];
  bench.publisher.on('countsChanged', () => {
    heard.push(bench.db.prepare<[], JobState>('SELECT state FROM job ORDER BY id').pluck().all());
  });
  return heard;
}

it('ends several jobs and claims the next ones in one transaction', async () => {
  const jobs = await given(3);
  bench.add();
  bench.add();
  const heard = transactions();
  worker.say(...jobs.map(finished), ASK);
  expect(heard).toEqual([['completed', 'completed', 'completed', 'processing', 'processing']]);
  await settle();
  expect(worker.all('jobs').at(-1)?.jobs).toHaveLength(2);
  expect(bench.supervisor.list()[0]).toMatchObject({ jobsDone: 3, state: 'busy' });
});

it('waits for the end of the turn, and ends what came in it together', async () => {
  const jobs = await given(3);
  const heard = transactions();
  worker.sayUnfinished(...jobs.map(finished));
  expect(states(jobs)).toEqual(['processing', 'processing', 'processing']);
  expect(bench.supervisor.list()[0]?.currentJobs).toEqual([]);
  worker.sayAnything();
  expect(heard).toEqual([['completed', 'completed', 'completed']]);
});

it('claims no more than the worker may run beside what it still has', async () => {
  const jobs = await given(5);
  for (let n = 0; n < 6; n++) bench.add();
  worker.say(...jobs.slice(0, 2).map(finished), ASK);
  await settle();
  expect(worker.all('jobs').at(-1)?.jobs).toHaveLength(2);
});

it('counts what is accepted, and tells of a lost lease among the others', async () => {
  const jobs = await given(3);
  const [a, lost, c] = jobs;
  if (a === undefined || lost === undefined || c === undefined) throw new Error('three jobs were expected');
  bench.queue.release(lost);
  const error = { category: 'UnknownError', message: 'No.', mend: 'Yes.' } as const;
  const { jobId, epoch } = c;
  worker.say(finished(a), finished(lost), {
    kind: 'finished',
    jobId,
    epoch,
    result: { kind: 'failed', error },
  });
  expect(states(jobs)).toEqual(['completed', 'pending', 'failed']);
  expect(worker.all('leaseLost')).toEqual([{ kind: 'leaseLost', jobId: lost.jobId, epoch: lost.epoch }]);
  expect(bench.supervisor.list()[0]).toMatchObject({ jobsDone: 1, jobsFailed: 1 });
  expect(bench.notes.at(-1)).toContain(`late result of job #${lost.jobId}`);
});

it('keeps the data that came before the end of its job', async () => {
  const [job] = await given(1);
  if (job === undefined) throw new Error('a job was expected');
  worker.say(data(job, { rows: [{ dataset: 'books', seq: 0, data: { title: 'Emma' } }] }), finished(job));
  const { datasets } = bench.detail(job.jobId);
  expect(datasets).toMatchObject([{ name: 'books', rows: 1 }]);
  expect(worker.all('leaseLost')).toEqual([]);
});

it('settles before any other message is heard: what comes after the end is late', async () => {
  const [job] = await given(1);
  if (job === undefined) throw new Error('a job was expected');
  worker.sayUnfinished(finished(job), data(job));
  expect(states([job])).toEqual(['completed']);
  expect(worker.all('ack')).toEqual([]);
  expect(worker.all('leaseLost')).toHaveLength(1);
});

it('a beat after the end loses no lease', async () => {
  const [a, b] = await given(2);
  if (a === undefined || b === undefined) throw new Error('two jobs were expected');
  worker.say(finished(a), beat([b]));
  expect(states([a, b])).toEqual(['completed', 'processing']);
  expect(worker.all('leaseLost')).toEqual([]);
});

it.each([
  ['its worker dies in the same turn', () => worker.die(139)],
  [
    'its worker is ended for a message outside the protocol',
    () => worker.sayUnfinished({ kind: 'nonsense' }),
  ],
])('what was told counts when %s', async (_why, end) => {
  const [a, b] = await given(2);
  if (a === undefined || b === undefined) throw new Error('two jobs were expected');
  worker.sayUnfinished(finished(a));
  end();
  await settle();
  expect(bench.facts(a.jobId)).toMatchObject({ state: 'completed', crashes: 0 });
  expect(bench.facts(b.jobId)).toMatchObject({ state: 'pending', crashes: 1 });
});

it('a cancel between the end and its transaction ends the job cancelled and troubles nobody', async () => {
  const [job] = await given(1);
  if (job === undefined) throw new Error('a job was expected');
  worker.sayUnfinished(finished(job));
  bench.queue.cancel(job.jobId);
  worker.sayAnything();
  expect(states([job])).toEqual(['cancelled']);
  bench.clock.advance(10_000);
  expect(worker.kills).toBe(0);
});

/** From now on the file refuses to end this job. */
function refuseEndOf({ jobId }: ClaimedJob): void {
  bench.db.exec(
    `CREATE TRIGGER refuse BEFORE INSERT ON ended_attempt WHEN NEW.job_id = ${jobId}
     BEGIN SELECT RAISE(ABORT, 'refused'); END`,
  );
}

it('one end that cannot be written down takes no other with it; its worker is ended', async () => {
  const jobs = await given(3);
  const [a, bad, c] = jobs;
  if (a === undefined || bad === undefined || c === undefined) throw new Error('three jobs were expected');
  const waiting = bench.add();
  refuseEndOf(bad);
  worker.say(finished(a), finished(bad), finished(c), ASK);
  expect(states(jobs)).toEqual(['completed', 'processing', 'completed']);
  expect(bench.supervisor.list()[0]).toMatchObject({ jobsDone: 2 });
  expect(bench.facts(waiting).state).toBe('pending');
  expect(worker.kills).toBe(1);
  expect(bench.notes.join()).toContain('could not be taken in');
  bench.db.exec('DROP TRIGGER refuse');
  await settle();
  expect(states([bad])).toEqual(['pending']);
});

it('a claim that fails takes no end with it', async () => {
  const jobs = await given(2);
  bench.add();
  bench.db.exec(
    `CREATE TRIGGER refuse BEFORE UPDATE OF state ON job WHEN NEW.state = 'processing' AND OLD.state = 'pending'
     BEGIN SELECT RAISE(ABORT, 'refused'); END`,
  );
  worker.say(...jobs.map(finished), ASK);
  expect(states(jobs)).toEqual(['completed', 'completed']);
  expect(bench.supervisor.list()[0]).toMatchObject({ jobsDone: 2 });
  expect(worker.kills).toBe(1);
});

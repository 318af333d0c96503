import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getDetail, getJobSource } from '../../../../electron/database/queries.ts';
import { claimPreparer } from '../../../../electron/main/services/claim-preparer.ts';
import { AppError } from '../../../../shared/errors.ts';
import { JobId } from '../../../../shared/ids.ts';
import { EnqueueInput } from '../../../../shared/ipc/contract.ts';
import type { ClaimedJob } from '../../../../shared/ipc/worker-protocol.ts';
import { claimOne, LOGIN_ERROR } from '../../../support/queue-bench.ts';
import { type ServicesBench, servicesBench } from './services-bench.ts';

let bench: ServicesBench;
beforeEach(() => {
  bench = servicesBench();
});
afterEach(() => bench.dispose());

const FLOW = {
  inputs: {
    url: { type: 'url', required: true },
    pages: { type: 'number', default: 1 },
    password: { type: 'text', secret: true },
  },
  steps: [{ action: 'goto', url: '{{input.url}}' }],
};
const INPUTS = { url: 'https://a.example/', password: 'hunter2-Zürich' };

function enqueue(parts: Record<string, unknown>, request: object): JobId {
  const flowId = bench.save(parts);
  const [id] = bench.jobs.enqueue(EnqueueInput.parse({ flowId, ...request })).ids;
  if (id === undefined) throw new Error('nothing was queued');
  return id;
}

/** The faults of what is thrown, by path. */
function faultsOf(act: () => unknown): Record<string, string> {
  try {
    act();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.code).toBe('invalid_input');
    return Object.fromEntries(error.faults.map(({ path, message }) => [path, message]));
  }
  throw new Error('nothing was thrown');
}

/** Ends the most urgent job. */
function fail(): void {
  bench.queue.fail(claimOne(bench), LOGIN_ERROR);
}

/** The next job as its worker gets it. */
function nextForWorker(): Promise<ClaimedJob> {
  const { db, vault } = bench;
  const profiles = { load: () => null };
  const practiceUrl = async (): Promise<string> => '';
  return claimPreparer({ db, vault, profiles, artifacts: '/data', practiceUrl })(claimOne(bench));
}

describe('a change of a waiting job', () => {
  it('takes the new values, and keeps the others and the secrets', async () => {
    const id = enqueue(FLOW, { inputs: INPUTS });
    expect(bench.jobs.edit(id, { inputs: { pages: 7 } })).toBe(true);
    expect(await nextForWorker()).toMatchObject({
      inputs: { ...INPUTS, pages: 7 },
      secrets: [INPUTS.password],
    });
  });

  it('tells the job anew: its line in lists, its site and its history', () => {
    const id = enqueue(FLOW, { inputs: INPUTS });
    bench.jobs.edit(id, { inputs: { url: 'https://b.example/' }, priority: 5 });
    const { job, site, events } = getDetail(bench.db, id);
    expect([job.subtitle, job.priority, site]).toEqual(['url https://b.example/ · pages 1', 5, 'b.example']);
    expect(events.at(-1)).toMatchObject({
      kind: 'edited',
      detail: 'The inputs were changed. The priority is 5 now.',
    });
  });

  it('seals a secret that it changes', () => {
    const id = enqueue(FLOW, { inputs: INPUTS });
    bench.jobs.edit(id, { inputs: { password: 'another-Geheimnis' } });
    const { password } = getJobSource(bench.db, id).inputs;
    expect(password).toEqual({ $sealed: expect.any(String) });
    const bytes = Buffer.concat([readFileSync(bench.file), readFileSync(`${bench.file}-wal`)]);
    expect(bytes.includes('another-Geheimnis')).toBe(false);
  });

  it('of the priority alone leaves the inputs as they are stored', () => {
    const id = enqueue(FLOW, { inputs: INPUTS });
    const before = getJobSource(bench.db, id);
    expect(bench.jobs.edit(id, { priority: -3 })).toBe(true);
    expect(getJobSource(bench.db, id)).toEqual(before);
  });

  it('is refused with every fault, and then nothing is changed', () => {
    const id = enqueue(FLOW, { inputs: INPUTS });
    const before = getDetail(bench.db, id);
    const faults = faultsOf(() => bench.jobs.edit(id, { inputs: { pages: 'many', ulr: 'x' }, priority: 5 }));
    expect(Object.keys(faults).sort()).toEqual(['inputs.pages', 'inputs.ulr']);
    expect(getDetail(bench.db, id)).toEqual(before);
  });

  it('comes too late for a job that runs or has ended', () => {
    const id = enqueue(FLOW, { inputs: INPUTS });
    const lease = claimOne(bench);
    expect(bench.jobs.edit(id, { inputs: { pages: 2 } })).toBe(false);
    bench.queue.complete(lease, {}, 0);
    expect(bench.jobs.edit(id, { priority: 1 })).toBe(false);
  });

  it('of a job that is not there says so', () => {
    const act = (): unknown => bench.jobs.edit(JobId.parse(99), { inputs: { pages: 2 } });
    expect(act).toThrow('There is no job #99.');
    expect(() => bench.jobs.edit(JobId.parse(99), { priority: 2 })).toThrow('There is no job #99.');
  });

  it('runs the version that was queued, whatever the flow has become', () => {
    const id = enqueue(FLOW, { inputs: INPUTS });
    bench.save({
      ...FLOW,
      inputs: { other: { type: 'text', required: true } },
      steps: [{ action: 'press', key: 'Enter' }],
    });
    expect(bench.jobs.edit(id, { inputs: { pages: 3 } })).toBe(true);
  });

  it('to another site frees it from the wait for the old one', () => {
    bench.queue.setSiteRule({ site: 'a.example', maxRunning: 1, delayMs: 3_600_000 });
    const [, held] = [enqueue(FLOW, { inputs: INPUTS }), enqueue(FLOW, { inputs: INPUTS })];
    claimOne(bench);
    expect(bench.queue.claim(bench.workerA, 1)).toEqual([]);
    expect(getDetail(bench.db, held).job.waitsFor).toBe('site:a.example');
    bench.jobs.edit(held, { inputs: { url: 'https://b.example/' } });
    expect(bench.queue.claim(bench.workerA, 1)).toMatchObject([{ jobId: held }]);
    expect(bench.queue.counts()).toMatchObject({ pending: 0, processing: 2 });
  });
});

describe('a retry with changed inputs', () => {
  it('queues the job again with the new values and keeps the others', async () => {
    const id = enqueue(FLOW, { inputs: INPUTS });
    fail();
    expect(bench.jobs.retry(id, { pages: 9 })).toBe('queued');
    expect(await nextForWorker()).toMatchObject({ attempt: 2, inputs: { ...INPUTS, pages: 9 } });
    expect(getDetail(bench.db, id).events.find(({ kind }) => kind === 'retried')?.detail).toBe(
      'With changed inputs.',
    );
  });

  it('is refused with every fault, and the job stays ended', () => {
    const id = enqueue(FLOW, { inputs: INPUTS });
    fail();
    expect(Object.keys(faultsOf(() => bench.jobs.retry(id, { url: 'nowhere', pages: 'x' }))).sort()).toEqual([
      'inputs.pages',
      'inputs.url',
    ]);
    expect(getDetail(bench.db, id).job.state).toBe('failed');
  });

  it('of a job that has not ended changes nothing', () => {
    const id = enqueue(FLOW, { inputs: INPUTS });
    expect(bench.jobs.retry(id, { pages: 2 })).toBe('not_ended');
    expect(getJobSource(bench.db, id).inputs).toMatchObject({ pages: 1 });
  });
});

describe('a key', () => {
  function keyed(text: string, request: object = {}): JobId {
    return enqueue(FLOW, { inputs: INPUTS, key: { text, mode: 'skip' }, ...request });
  }

  it('marks the same work by the values of its inputs', () => {
    const first = keyed('shop {{input.url}} {{input.pages}}');
    expect(keyed('shop {{input.url}} {{input.pages}}')).toBe(first);
    expect(keyed('shop {{input.url}} {{input.pages}}', { inputs: { ...INPUTS, pages: 2 } })).not.toBe(first);
    expect(getDetail(bench.db, first).uniqueKey).toBe('shop https://a.example/ 1');
  });

  it('marks each row by its own cells', () => {
    const flowId = bench.save({});
    const rows = [{ isbn: '1' }, { isbn: '2' }, { isbn: '1' }];
    const { ids, skipped } = bench.jobs.enqueue(
      EnqueueInput.parse({ flowId, rows, key: { text: 'book {{row.isbn}}', mode: 'skip' } }),
    );
    expect(ids).toEqual([ids[0], ids[1], ids[0]]);
    expect(skipped).toEqual([ids[0]]);
  });

  it.each([
    ['names a value that is not there', '{{input.isbn}}'],
    ['is empty when its values are put in', '{{default(row.x, "")}}'],
    ['cannot be read', '{{input.url'],
  ])('that %s is refused, and nothing is queued', (_what, text) => {
    expect(Object.keys(faultsOf(() => keyed(text)))).toEqual(['key.text']);
    expect(bench.queue.counts().all).toBe(0);
  });

  it('cannot be made of a secret: it is stored in clear', () => {
    expect(Object.keys(faultsOf(() => keyed('{{input.password}}')))).toEqual(['key.text']);
    expect(readFileSync(bench.file).includes(INPUTS.password)).toBe(false);
    expect(bench.queue.counts().all).toBe(0);
  });
});

describe('a job that takes inputs from another one', () => {
  const TAKES = { url: 'result.next' };

  /** A job that has not ended yet, and one that takes its address from it. */
  function pair(request: object = {}): { first: JobId; second: JobId } {
    const first = enqueue({ name: 'First' }, {});
    const after = [{ jobId: first, needs: 'completed', takes: TAKES }];
    return { first, second: enqueue(FLOW, { after, ...request }) };
  }

  it('need not be given what it takes, and runs with it', async () => {
    const { second } = pair({ inputs: { password: 'p' } });
    bench.queue.complete(claimOne(bench), { next: 'https://next.example/' }, 0);
    expect(await nextForWorker()).toMatchObject({
      jobId: second,
      inputs: { url: 'https://next.example/', pages: 1, password: 'p' },
    });
  });

  it('is refused when it takes into an input that the flow has not, or by an expression that cannot be read', () => {
    const first = enqueue({ name: 'First' }, {});
    const after = [{ jobId: first, takes: { ulr: 'result.x', pages: 'result.' } }];
    const faults = faultsOf(() => enqueue(FLOW, { inputs: INPUTS, after }));
    expect(faults['after.takes.ulr']).toBe('“ulr” is not an input of this flow.');
    expect(faults['after.takes.pages']).toContain('“result.” cannot be read');
    expect(bench.queue.counts().all).toBe(1);
  });

  it('is refused when what it does not take is missing', () => {
    const first = enqueue({ name: 'First' }, {});
    const after = [{ jobId: first, takes: { pages: 'result.x' } }];
    expect(Object.keys(faultsOf(() => enqueue(FLOW, { after })))).toEqual(['inputs.url']);
  });

  it('can be changed while it waits, without what it will take', async () => {
    const { second } = pair();
    expect(bench.jobs.edit(second, { inputs: { pages: 4 } })).toBe(true);
    bench.queue.complete(claimOne(bench), { next: 'https://next.example/' }, 0);
    expect((await nextForWorker()).inputs).toEqual({ url: 'https://next.example/', pages: 4 });
  });

  it('runs with what a person gives it instead', async () => {
    const { second } = pair();
    fail();
    expect(getDetail(bench.db, second).job.state).toBe('cancelled');
    expect(bench.jobs.retry(second, { url: 'https://mine.example/' })).toBe('queued');
    expect((await nextForWorker()).inputs).toEqual({ url: 'https://mine.example/', pages: 1 });
  });

  it('fails with the reason when there is nothing to take', async () => {
    const { first } = pair();
    bench.queue.complete(claimOne(bench), {}, 0);
    await expect(nextForWorker()).rejects.toThrow(
      `The input “url” takes result.next from job #${first}: there is no result.next.`,
    );
  });
});

describe('a retry', () => {
  it('with other inputs keeps the number of rows in the subtitle of a job that walks over rows', () => {
    const rows = [{ a: '1' }, { a: '2' }];
    const id = enqueue(
      { inputs: { pages: { type: 'number', default: 1 } } },
      { rows, rowsMode: 'job', inputs: { pages: 2 } },
    );
    expect(getDetail(bench.db, id).job.subtitle).toBe('2 rows · pages 2');
    bench.queue.cancel(id);
    expect(bench.jobs.retry(id, { pages: 3 })).toBe('queued');
    expect(getDetail(bench.db, id).job.subtitle).toBe('2 rows · pages 3');
  });

  it('with the newest flow runs that version, with the inputs that it still has', async () => {
    const inputs = { pages: { type: 'number', default: 1 }, old: { type: 'text' } };
    const id = enqueue({ inputs }, { inputs: { pages: 2, old: 'x' } });
    bench.save({
      inputs: { pages: { type: 'number' }, more: { type: 'text', default: 'y' } },
      retry: { max: 0 },
    });
    bench.queue.cancel(id);
    expect(bench.jobs.retry(id, undefined, 'newest')).toBe('queued');
    expect(getDetail(bench.db, id).job.flowVersion).toBe(2);
    const claimed = await nextForWorker();
    expect(claimed.inputs).toEqual({ pages: 2, more: 'y' });
    expect(claimed.flow).toMatchObject({ retry: { max: 0 } });
  });

  it('with the newest flow is refused when that wants another profile, and nothing changes', () => {
    const id = enqueue({}, {});
    bench.save({ browser: { profile: 'shop' } });
    bench.queue.cancel(id);
    expect(() => bench.jobs.retry(id, undefined, 'newest')).toThrow('another profile');
    expect(getDetail(bench.db, id).job).toMatchObject({ state: 'cancelled', flowVersion: 1 });
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { getDetail } from '../../../../electron/database/queries.ts';
import { DataWatch } from '../../../../electron/main/health/data-watch.ts';
import { HoldingDispatcher } from '../../../../electron/main/health/holding-dispatcher.ts';
import { judgedQueue } from '../../../../electron/main/health/judged-queue.ts';
import { seal, tryWrite } from '../../../../electron/main/health/try-write.ts';
import { Sweeper } from '../../../../electron/main/queue/sweeper.ts';
import { BrowserLedger } from '../../../../electron/main/registry/browsers.ts';
import { newWorker, type Worker } from '../../../../electron/main/workers/worker.ts';
import type { JobId, LeaseEpoch } from '../../../../shared/ids.ts';
import type { FromWorker, ToWorker } from '../../../../shared/ipc/worker-protocol.ts';
import { queueBench } from '../../../support/queue-bench.ts';
import { settle } from '../../../support/settle.ts';
import { type MountedDisk, mountDisk, whyNoMounts } from '../../../support/small-disk.ts';
import { preparedJob } from '../../../support/workers-bench.ts';

/* The queue, its dispatcher and its sweeper, wired as the core wires them, on a disk that becomes full while jobs run. */

const LEASE_MS = 30_000;
/** What has to be free before the queue goes on. */
const ROOM_BYTES = 200 * 1024;

function fullDiskBench() {
  const bench = queueBench();
  const { db, clock, queue, registry } = bench;
  const notes: string[] = [];
  const note = (level: string, source: string, message: string): void => {
    notes.push(`${level} ${source} ${message}`);
  };
  const watch = new DataWatch({
    file: bench.file,
    clock,
    tryWrite: () => tryWrite(db, clock.now(), ROOM_BYTES),
    seal: () => seal(db),
    note,
  });
  const dispatcher = new HoldingDispatcher(
    {
      queue,
      workers: registry,
      ledger: new BrowserLedger(db, clock),
      clock,
      prepare: (claim) => Promise.resolve(preparedJob(claim)),
      saveProfile: () => undefined,
      note,
      changed: () => undefined,
    },
    watch,
  );
  const sweeper = new Sweeper({
    queue: judgedQueue(queue, watch),
    clock,
    sweepMs: 1_000,
    leaseMs: LEASE_MS,
    onReclaimed: (leases) => dispatcher.leasesEnded([worker], leases),
    onError: (error) => {
      if (!watch.took(error)) throw error;
    },
  });
  watch.onChange(({ state }) => {
    if (state !== 'ok') return;
    sweeper.resume();
    dispatcher.goOn();
  });
  const heard: ToWorker[] = [];
  const worker: Worker = newWorker({
    slot: 1,
    id: bench.workerA,
    pid: 1001,
    process: { post: (message) => void heard.push(message), kill: () => note('ERROR', 'process', 'killed') },
    temporaryDir: '/nowhere',
    startedAt: clock.now(),
    seenAt: clock.monotonic(),
    restarts: 0,
    concurrency: 5,
  });
  const say = (message: FromWorker): void => dispatcher.handle(worker, message);
  return {
    ...bench,
    watch,
    dispatcher,
    sweeper,
    worker,
    heard,
    notes,
    say,
    /** Claims everything for the worker, as it asks for it. */
    async start(): Promise<void> {
      sweeper.start();
      say({ kind: 'ready' });
      say({ kind: 'ask', slots: 5 });
      await settle();
    },
    beat(): void {
      const jobs = [...worker.leases.values()].map(({ jobId, epoch }) => ({ jobId, epoch }));
      say({ kind: 'beat', jobs, rssBytes: 1, browsers: 0, cpu: 0, loopDelayMs: 0 });
    },
    data(jobId: JobId, batch: number, rows: number): void {
      say({ kind: 'data', ...lease(jobId), batch, ...EMPTY, rows: manyRows(rows) });
    },
    finish(jobId: JobId): void {
      const result = { kind: 'completed', result: {}, failedRows: 0 } as const;
      say({ kind: 'finished', ...lease(jobId), result });
      dispatcher.settle(worker);
    },
    acks: () => heard.filter(({ kind }) => kind === 'ack').length,
    stateOf: (id: JobId) => getDetail(db, id).job.state,
    outcomes: (id: JobId) => getDetail(db, id).attempts.map(({ outcome }) => outcome),
  };

  function lease(jobId: JobId): { jobId: JobId; epoch: LeaseEpoch } {
    const epoch = db
      .prepare<[JobId], LeaseEpoch>('SELECT lease_epoch FROM job WHERE id = ?')
      .pluck()
      .get(jobId);
    if (epoch === undefined) throw new Error(`there is no job ${jobId}`);
    return { jobId, epoch };
  }
}

const EMPTY = { stepsTotal: 3, steps: [], lines: [], artifacts: [], once: null };

function manyRows(count: number) {
  return Array.from({ length: count }, (_, seq) => ({
    dataset: 'books',
    seq,
    data: { title: `${seq} ${'x'.repeat(1_000)}` },
  }));
}

let bench: ReturnType<typeof fullDiskBench>;

describe('when SQLite says that there is no room', () => {
  beforeEach(() => {
    bench = fullDiskBench();
  });
  afterEach(() => {
    bench.watch.stop();
    bench.sweeper.stop();
    bench.dispose();
  });

  function becomeFull(): void {
    const pages = Number(bench.db.pragma('page_count', { simple: true }));
    bench.db.pragma(`max_page_count = ${pages}`);
  }

  it('keeps a batch unacknowledged until it is safe, ends no worker, and tells it once', async () => {
    const id = bench.add();
    await bench.start();
    becomeFull();
    bench.data(id, 0, 500);
    bench.data(id, 1, 500);
    expect([bench.acks(), bench.dispatcher.held, bench.watch.now().state]).toEqual([0, 2, 'disk_full']);

    bench.db.pragma('max_page_count = 1000000');
    bench.clock.advance(3_000);
    expect([bench.acks(), bench.dispatcher.held, bench.watch.now().state]).toEqual([2, 0, 'ok']);
    expect(getDetail(bench.db, id).datasets).toMatchObject([{ name: 'books', rows: 500 }]);
    expect(bench.notes.filter((line) => line.startsWith('ERROR'))).toHaveLength(1);
  });

  it('takes in what waits in its order when the room ends once more in the middle', async () => {
    const [first, second] = [bench.add(), bench.add()];
    await bench.start();
    becomeFull();
    bench.data(first, 0, 5);
    bench.data(first, 1, 900);
    bench.data(second, 0, 5);
    expect(bench.watch.isHolding()).toBe(true);
    const waiting = bench.dispatcher.held;

    // Room for a small try, and not for what waits.
    const pages = Number(bench.db.pragma('page_count', { simple: true }));
    bench.db.pragma(`max_page_count = ${pages + 4}`);
    bench.clock.advance(3_000);
    expect(bench.watch.isHolding()).toBe(true);
    expect(bench.dispatcher.held).toBeGreaterThan(0);
    expect(bench.dispatcher.held).toBeLessThanOrEqual(waiting);

    bench.db.pragma('max_page_count = 1000000');
    bench.clock.advance(3_000);
    const acks = bench.heard.filter((message) => message.kind === 'ack');
    expect(acks.map(({ jobId, batch }) => [jobId, batch])).toEqual([
      [first, 0],
      [first, 1],
      [second, 0],
    ]);
  });

  it('lets every other error end the worker as before', async () => {
    const id = bench.add();
    await bench.start();
    bench.db.exec('DROP TABLE result_row');
    expect(() => bench.data(id, 0, 1)).toThrow('no such table');
    expect(bench.watch.isHolding()).toBe(false);
  });
});

describe('when the file turns out to be damaged', () => {
  it('stops the queue, writes nothing more, and says so once', async () => {
    bench = fullDiskBench();
    const [id, waiting] = [bench.add(), bench.add({ priority: -100, runAt: 2_000_000_000_000 })];
    await bench.start();
    const corrupt = Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT' });
    expect(bench.watch.took(corrupt)).toBe(true);

    bench.data(id, 0, 1);
    bench.finish(id);
    bench.say({ kind: 'ask', slots: 5 });
    bench.clock.advance(120_000);
    expect(() => bench.queue.runNow(waiting)).toThrow('readonly');
    expect([bench.stateOf(id), bench.stateOf(waiting), bench.acks()]).toEqual(['processing', 'pending', 0]);
    expect(bench.notes.filter((line) => line.startsWith('ERROR'))).toEqual([
      `ERROR data ${bench.watch.now().message}`,
    ]);
    bench.sweeper.stop();
    bench.dispose();
  });
});

const noMounts = whyNoMounts();
if (noMounts !== null)
  process.stderr.write(`not tried here, ${noMounts}: a disk that is full while jobs run\n`);

describe.runIf(noMounts === null)('on a real disk that becomes full', () => {
  let disk: MountedDisk;
  beforeEach(() => {
    disk = mountDisk(6_000);
    vi.stubEnv('TMPDIR', disk.folder);
    bench = fullDiskBench();
  });
  afterEach(() => {
    bench.watch.stop();
    bench.sweeper.stop();
    bench.dispose();
    vi.unstubAllEnvs();
    disk.remove();
  });

  it('holds the queue, judges no lease meanwhile, and loses and doubles no job when there is room again', async () => {
    const [running, done, waiting] = [
      bench.add(),
      bench.add(),
      bench.add({ runAt: bench.clock.now() + 500 }),
    ];
    await bench.start();
    bench.data(running, 0, 10);
    expect(bench.acks()).toBe(1);

    disk.fill();
    bench.data(running, 1, 900);
    bench.finish(done);
    expect([bench.watch.now().state, bench.acks()]).toEqual(['disk_full', 1]);

    // Three leases long: heartbeats come and cannot be written, and nobody is judged for it.
    for (let passed = 0; passed < 3 * LEASE_MS; passed += 10_000) {
      bench.clock.advance(10_000);
      bench.beat();
      bench.say({ kind: 'ask', slots: 3 });
    }
    expect([running, done, waiting].map(bench.stateOf)).toEqual(['processing', 'processing', 'pending']);
    expect(bench.heard.filter((message) => message.kind === 'jobs').at(-1)).toEqual({
      kind: 'jobs',
      jobs: [],
    });
    expect(() => bench.queue.enqueue(Array.from({ length: 2_000 }, () => bench.newJob()))).toThrow();

    disk.free();
    bench.clock.advance(3_000);
    expect(bench.watch.now().state).toBe('ok');
    expect([bench.acks(), bench.dispatcher.held]).toEqual([2, 0]);
    bench.beat();
    bench.clock.advance(10_000);
    bench.say({ kind: 'ask', slots: 3 });
    await settle();
    expect([running, done, waiting].map(bench.stateOf)).toEqual(['processing', 'completed', 'processing']);
    bench.finish(running);
    expect(bench.outcomes(running)).toEqual(['completed']);
    expect(bench.outcomes(done)).toEqual(['completed']);
    expect(getDetail(bench.db, running).datasets).toMatchObject([{ name: 'books', rows: 900 }]);
    expect(bench.notes.filter((line) => line.startsWith('ERROR'))).toEqual([
      expect.stringContaining('There is no room on the disk'),
    ]);
    expect(bench.notes).not.toContainEqual(expect.stringContaining('killed'));
  });

  it('counts what a worker finished although it ended before there was room', async () => {
    const [done, cut] = [bench.add(), bench.add()];
    await bench.start();
    disk.fill();
    bench.data(cut, 0, 900);
    bench.finish(done);
    bench.worker.phase = 'condemned';
    disk.free();
    bench.clock.advance(3_000);
    expect(bench.outcomes(done)).toEqual(['completed']);
    // The other one returns when its lease has ended, once.
    bench.clock.advance(2 * LEASE_MS);
    expect([bench.stateOf(cut), bench.outcomes(cut)]).toEqual(['pending', ['lease_expired']]);
  });
});

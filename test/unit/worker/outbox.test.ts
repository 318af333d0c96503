import { describe, expect, test } from 'vitest';
import {
  FLUSH_MS,
  MAX_ROWS,
  MAX_UNSENT_LINES,
  Outbox,
  type OutboxBatch,
  ROWS_WATERMARK,
} from '../../../electron/worker/outbox.ts';
import type { WorkerStep } from '../../../shared/ipc/worker-protocol.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { settle } from '../../support/settle.ts';

function setUp(): { clock: FakeClock; sent: OutboxBatch[]; outbox: Outbox; ackAll: () => Promise<void> } {
  const clock = new FakeClock();
  const sent: OutboxBatch[] = [];
  const outbox = new Outbox(clock, (batch) => sent.push(batch));
  let acked = 0;
  const ackAll = async (): Promise<void> => {
    while (acked < sent.length) {
      outbox.acked(sent[acked++]?.batch ?? -1);
      await settle();
    }
  };
  return { clock, sent, outbox, ackAll };
}

function line(message: string): Parameters<Outbox['line']>[0] {
  return { at: 1, level: 'INFO', step: null, message, metadata: null };
}

function step(seq: number, state: WorkerStep['state']): WorkerStep {
  return {
    seq,
    path: String(seq + 1),
    action: 'click',
    title: 'Click',
    target: '',
    candidate: null,
    state,
    startedAt: 1,
    finishedAt: null,
    error: null,
  };
}

const numbers = (count: number): { n: number }[] => Array.from({ length: count }, (_, n) => ({ n }));

test('a single item waits a moment for company and then goes', () => {
  const { clock, sent, outbox } = setUp();
  outbox.line(line('a'));
  outbox.line(line('b'));
  clock.advance(FLUSH_MS - 1);
  expect(sent.length).toBe(0);
  clock.advance(1);
  expect(sent.map(({ lines }) => lines.map(({ seq, message }) => [seq, message]))).toEqual([
    [
      [0, 'a'],
      [1, 'b'],
    ],
  ]);
});

test('at most one batch is unacknowledged; what comes meanwhile goes with the next', async () => {
  const { clock, sent, outbox } = setUp();
  outbox.line(line('a'));
  clock.advance(FLUSH_MS);
  outbox.line(line('b'));
  outbox.step(step(0, 'running'));
  outbox.step(step(0, 'done'));
  clock.advance(10_000);
  expect(sent.length).toBe(1);
  outbox.acked(7);
  expect(sent.length).toBe(1);
  outbox.acked(0);
  expect(sent.length).toBe(2);
  expect(sent[1]).toMatchObject({
    batch: 1,
    lines: [{ seq: 1, message: 'b' }],
    steps: [{ seq: 0, state: 'done' }],
  });
});

test('a flood of lines loses nothing but what it counts, where it is missing', async () => {
  const { sent, outbox, ackAll } = setUp();
  const written = 20_000;
  for (let n = 0; n < written; n++) outbox.line(line(String(n)));
  await ackAll();
  outbox.line(line('after'));
  const drained = outbox.drained();
  await ackAll();
  await drained;
  const lines = sent.flatMap((batch) => batch.lines);
  expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, at) => at));
  const [gap, ...more] = lines.filter(({ message }) => message.startsWith('…'));
  const suppressed = Number(/^… (\d+) lines suppressed/.exec(gap?.message ?? '')?.[1]);
  expect(more).toEqual([]);
  // One line tells of the gap; the one after the flood was kept.
  expect(lines.length - 2 + suppressed).toBe(written);
  expect(suppressed).toBeGreaterThanOrEqual(written - MAX_UNSENT_LINES - 500);
  expect(lines.slice(-2).map(({ message }) => message.slice(0, 5))).toEqual([
    gap?.message.slice(0, 5),
    'after',
  ]);
});

test('rows are never lost, and whoever sends them waits until there is room', async () => {
  const { sent, outbox, ackAll } = setUp();
  let waiting = true;
  const rows = outbox.rows('goods', numbers(10_000)).then(() => {
    waiting = false;
  });
  await settle();
  expect([waiting, sent.length, sent[0]?.rows.length]).toEqual([true, 1, MAX_ROWS]);
  while (waiting) {
    outbox.acked(sent.at(-1)?.batch ?? -1);
    await settle();
  }
  await rows;
  expect(sent.length * MAX_ROWS).toBe(10_000 - ROWS_WATERMARK);
  const drained = outbox.drained();
  outbox.acked(sent.at(-1)?.batch ?? -1);
  await ackAll();
  await drained;
  expect(sent.flatMap((batch) => batch.rows)).toEqual(
    numbers(10_000).map((data, seq) => ({ dataset: 'goods', seq, data })),
  );
});

describe('a step that runs once', () => {
  test('is announced with everything before it, and waits for that batch', async () => {
    const { sent, outbox } = setUp();
    let may = false;
    outbox.line(line('before'));
    const announced = outbox.announceOnce('4').then(() => {
      may = true;
    });
    await settle();
    expect(sent).toMatchObject([{ batch: 0, lines: [{ message: 'before' }], once: '4' }]);
    outbox.line(line('meanwhile'));
    await settle();
    expect(may).toBe(false);
    outbox.acked(0);
    await announced;
    expect(may).toBe(true);
    expect(sent[1]).toMatchObject({ lines: [{ message: 'meanwhile' }], once: null });
  });

  test('is announced after the rows that are still on their way', async () => {
    const { sent, outbox } = setUp();
    void outbox.rows('goods', numbers(1500));
    const announced = outbox.announceOnce('2');
    await settle();
    expect(sent.map(({ once, rows }) => [once, rows.length])).toEqual([[null, 1000]]);
    outbox.acked(0);
    expect(sent.map(({ once, rows }) => [once, rows.length])).toEqual([
      [null, 1000],
      ['2', 500],
    ]);
    outbox.acked(1);
    await announced;
  });
});

test('silenced, it sends nothing more and lets nobody wait', async () => {
  const { clock, sent, outbox } = setUp();
  const rows = outbox.rows('goods', numbers(5000));
  await settle();
  outbox.silence();
  await rows;
  outbox.line(line('late'));
  outbox.acked(0);
  clock.advance(1000);
  await outbox.drained();
  expect(sent.length).toBe(1);
  expect(clock.pending).toBe(0);
});

import { describe, expect, it } from 'vitest';
import { LogBuffer } from '../../../../renderer/features/job/log-buffer.ts';
import { LogSource } from '../../../../renderer/features/job/log-source.ts';
import { AppError, type WireError } from '../../../../shared/errors.ts';
import { JobId, LeaseEpoch } from '../../../../shared/ids.ts';
import { LogPageInput } from '../../../../shared/ipc/contract.ts';
import type { LogLine } from '../../../../shared/job/schema.ts';
import { AnsweringBridge } from './answering-bridge.ts';
import { makeLines } from './make-detail.ts';

/** A job's log in the database, read by page as main does. */
function follow(stored: LogLine[], capacity = 5000) {
  const bridge = new AnsweringBridge({
    'logs.page': (input) => {
      const { after, before, limit } = LogPageInput.parse(input);
      if (after !== undefined) {
        const rest = stored.filter((line) => line.seq > after.seq);
        return { lines: rest.slice(0, limit), hasMore: rest.length > limit };
      }
      const upTo = before === undefined ? stored : stored.filter((line) => line.seq < before.seq);
      return { lines: upTo.slice(-limit), hasMore: upTo.length > limit };
    },
  });
  const errors: (WireError | null)[] = [];
  const buffer = new LogBuffer(capacity);
  const source = new LogSource(bridge.client, JobId.parse(1), buffer, (error) => errors.push(error));
  return { bridge, buffer, source, errors };
}

function seqs(buffer: LogBuffer): number[] {
  return buffer.snapshot().lines.map((line) => line.seq);
}

function range(from: number, to: number): number[] {
  return makeLines(from, to).map((line) => line.seq);
}

describe('the source of a log', () => {
  it('reads the last page, then follows what comes after it', async () => {
    const { bridge, buffer, source } = follow(makeLines(0, 700));
    await source.start();
    expect(seqs(buffer)).toEqual(range(200, 700));
    expect(bridge.open).toEqual([{ name: 'logs.tail', input: { jobId: 1, after: { epoch: 1, seq: 699 } } }]);
    await bridge.push('logs.tail', makeLines(700, 703));
    expect(seqs(buffer).slice(-3)).toEqual([700, 701, 702]);
  });

  it('begins at a line in the middle, and follows the end only when nothing is left out before it', async () => {
    const { bridge, buffer, source } = follow(makeLines(0, 2000));
    await source.startAt({ epoch: LeaseEpoch.parse(1), seq: 1000 });
    expect(seqs(buffer)).toEqual(range(501, 1501));
    expect(buffer.snapshot()).toMatchObject({ hasOlder: true, unheld: 1 });
    expect(bridge.open).toEqual([]);
    await source.start();
    expect(seqs(buffer)).toEqual(range(1500, 2000));

    await source.startAt({ epoch: LeaseEpoch.parse(1), seq: 1990 });
    expect(buffer.snapshot()).toMatchObject({ unheld: 0 });
    expect(bridge.open).toEqual([{ name: 'logs.tail', input: { jobId: 1, after: { epoch: 1, seq: 1999 } } }]);
  });

  it('follows a log without lines from its beginning', async () => {
    const { bridge, source } = follow([]);
    await source.start();
    expect(bridge.open).toEqual([{ name: 'logs.tail', input: { jobId: 1 } }]);
  });

  it('closes a gap from the database before it applies the batch: no line is lost or doubled', async () => {
    const stored = makeLines(0, 10);
    const { bridge, buffer, source } = follow(stored);
    await source.start();
    stored.push(...makeLines(10, 4510));
    await bridge.push('logs.tail', makeLines(4500, 4510), 4490);
    expect(seqs(buffer)).toEqual(range(0, 4510));
    expect(bridge.acks).toBe(1);
  });

  it('starts again at the end when the gap is longer than the buffer', async () => {
    const { bridge, buffer, source } = follow(makeLines(0, 10));
    await source.start();
    await bridge.push('logs.tail', makeLines(9000, 9010), 8990);
    expect(seqs(buffer)).toEqual(range(9000, 9010));
    expect(buffer.snapshot().hasOlder).toBe(true);
    expect(bridge.count('logs.page')).toBe(1);
  });

  it('reads older pages until there are none, one at a time', async () => {
    const { bridge, buffer, source } = follow(makeLines(0, 1200));
    await source.start();
    await Promise.all([source.readOlder(), source.readOlder()]);
    expect(seqs(buffer)).toEqual(range(200, 1200));
    await source.readOlder();
    expect(seqs(buffer)).toEqual(range(0, 1200));
    await source.readOlder();
    expect(bridge.count('logs.page')).toBe(3);
  });

  it('drops what arrives after it was stopped and ends its subscription', async () => {
    const { bridge, buffer, source } = follow(makeLines(0, 10));
    const starting = source.start();
    source.stop();
    await starting;
    expect(seqs(buffer)).toEqual([]);
    expect(bridge.open).toEqual([]);
  });

  it('says why the log could not be read, and nothing more once it can', async () => {
    let broken = true;
    const errors: (WireError | null)[] = [];
    const bridge = new AnsweringBridge({
      'logs.page': () => {
        if (broken) throw new AppError('unavailable', 'The reader is restarting.');
        return { lines: [], hasMore: false };
      },
    });
    const source = new LogSource(bridge.client, JobId.parse(1), new LogBuffer(), (error) =>
      errors.push(error),
    );
    await source.start();
    broken = false;
    await source.start();
    expect(errors).toEqual([{ code: 'unavailable', message: 'The reader is restarting.' }, null]);
  });
});

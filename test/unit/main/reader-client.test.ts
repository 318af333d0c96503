import { describe, expect, it } from 'vitest';
import { createReaderClient, type ReaderEvents } from '../../../electron/main/reader-client.ts';
import { JobId } from '../../../shared/ids.ts';
import { ExportInput, type ToReader } from '../../../shared/ipc/reader-protocol.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const INPUT = ExportInput.parse({ jobIds: [1], format: 'csv', path: '/out.csv' });
const RESULT = {
  path: '/out.csv',
  rows: 64,
  columns: ['a'],
  escapedCells: 0,
  escaped: [],
  shortenedCells: 0,
  shortened: [],
};

/** One fake process a fork: what it was sent, and the handles to answer or end it. */
interface FakeReader {
  readonly sent: ToReader[];
  readonly events: ReaderEvents;
  killed: number;
}

function world() {
  const clock = new FakeClock();
  const readers: FakeReader[] = [];
  const client = createReaderClient({
    clock,
    databasePath: '/data/runwright.db',
    parentPid: 7,
    fork(events) {
      const reader: FakeReader = { sent: [], events, killed: 0 };
      readers.push(reader);
      return {
        post: (message) => void reader.sent.push(message),
        kill: () => {
          reader.killed += 1;
        },
      };
    },
  });
  const reader = (index: number): FakeReader => {
    const found = readers[index];
    if (found === undefined) throw new Error(`No reader ${index} was started.`);
    return found;
  };
  const answer = (index: number, id: number, reply: unknown): void =>
    reader(index).events.onMessage({ kind: 'reply', id, reply });
  return { clock, client, readers, reader, answer };
}

describe('the client of the reader', () => {
  it('starts no process before the first request, then one for all', async () => {
    const { client, readers, reader, answer } = world();
    expect(readers).toHaveLength(0);
    const first = client.call('exportRows', INPUT);
    const second = client.call('searchJobs', { text: 'x', before: JobId.parse(9) });
    expect(readers).toHaveLength(1);
    expect(reader(0).sent).toEqual([
      { kind: 'init', databasePath: '/data/runwright.db', parentPid: 7 },
      { kind: 'call', id: 1, name: 'exportRows', input: INPUT },
      { kind: 'call', id: 2, name: 'searchJobs', input: { text: 'x', before: 9 } },
    ]);
    answer(0, 2, { ok: true, value: { jobs: [], now: 1, hasMore: false } });
    answer(0, 1, { ok: true, value: RESULT });
    expect(await second).toEqual({ jobs: [], now: 1, hasMore: false });
    expect(await first).toEqual(RESULT);
  });

  it('rejects with the error that the reader answered', async () => {
    const { client, answer } = world();
    const call = client.call('exportRows', INPUT);
    answer(0, 1, { ok: false, error: { code: 'not_found', message: 'There is no job #1.' } });
    await expect(call).rejects.toMatchObject({ code: 'not_found', message: 'There is no job #1.' });
  });

  it('rejects what waits when the process ends, and starts a new one for the next request', async () => {
    const { client, reader, answer, readers } = world();
    const lost = client.call('exportRows', INPUT);
    reader(0).events.onGone();
    await expect(lost).rejects.toMatchObject({ code: 'unavailable' });
    const next = client.call('exportRows', INPUT);
    expect(readers).toHaveLength(2);
    answer(1, 2, { ok: true, value: RESULT });
    expect(await next).toEqual(RESULT);
  });

  it('ends a process that takes too long, with everything that waits on it', async () => {
    const { client, clock, reader, readers } = world();
    const slow = client.call('searchJobs', {});
    const other = client.call('exportRows', INPUT);
    clock.advance(29_999);
    expect(reader(0).killed).toBe(0);
    clock.advance(1);
    await expect(slow).rejects.toMatchObject({ code: 'unavailable', message: /longer than 30 s/ });
    await expect(other).rejects.toMatchObject({ code: 'unavailable' });
    expect(reader(0).killed).toBe(1);
    reader(0).events.onGone();
    void client.call('searchJobs', {}).catch(() => undefined);
    expect(readers).toHaveLength(2);
  });

  it('counts jobs and searches logs, each with its own limit of time', async () => {
    const { client, clock, answer, reader } = world();
    const count = client.call('countJobs', { text: 'x' });
    const search = client.call('searchLogs', { text: 'not found' });
    answer(0, 1, { ok: true, value: { jobs: 7 } });
    expect(await count).toEqual({ jobs: 7 });
    clock.advance(59_999);
    expect(reader(0).killed).toBe(0);
    answer(0, 2, { ok: true, value: { hits: [], complete: true } });
    expect(await search).toEqual({ hits: [], complete: true });
  });

  it('leaves no timer behind when a request is answered', async () => {
    const { client, clock, answer } = world();
    const call = client.call('exportRows', INPUT);
    answer(0, 1, { ok: true, value: RESULT });
    await call;
    expect(clock.pending).toBe(0);
  });

  it('takes no notice of what is no answer, and of answers to nobody', async () => {
    const { client, reader, answer } = world();
    const call = client.call('exportRows', INPUT);
    reader(0).events.onMessage('hello');
    reader(0).events.onMessage({ kind: 'reply', id: 'one', reply: {} });
    answer(0, 99, { ok: true, value: RESULT });
    answer(0, 1, { ok: true, value: RESULT });
    expect(await call).toEqual(RESULT);
  });

  it('rejects an answer that is not what was agreed', async () => {
    const { client, answer } = world();
    const call = client.call('exportRows', INPUT);
    answer(0, 1, { ok: true, value: { rows: 'many' } });
    await expect(call).rejects.toMatchObject({ code: 'internal' });
  });

  it('ends the process and what waits when it is disposed of, and starts none after', async () => {
    const { client, reader, readers } = world();
    const call = client.call('exportRows', INPUT);
    client.dispose();
    client.dispose();
    await expect(call).rejects.toMatchObject({ code: 'unavailable' });
    expect(reader(0).killed).toBe(1);
    await expect(client.call('exportRows', INPUT)).rejects.toMatchObject({ code: 'unavailable' });
    expect(readers).toHaveLength(1);
  });
});

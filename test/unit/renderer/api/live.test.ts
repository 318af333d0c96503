import { beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { createClient } from '../../../../renderer/api/client.ts';
import { createLive } from '../../../../renderer/api/live.ts';
import { type Sink, stream } from '../../../../shared/ipc/define.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { Loopback } from '../../../support/loopback-bridge.ts';

const contract = {
  'logs.tail': stream(z.strictObject({ jobId: z.int() }), z.string(), 'append'),
} as const;

/** Main, a page with one follower, and what main saw of it. */
function connect() {
  const clock = new FakeClock();
  const begun: number[] = [];
  const running = new Map<number, Sink<string>>();
  const heard: string[] = [];
  const main = new Loopback({
    contract,
    clock,
    calls: {},
    streams: {
      'logs.tail': ({ jobId }, sink) => {
        begun.push(jobId);
        running.set(jobId, sink);
        return () => running.delete(jobId);
      },
    },
  });
  const client = createClient<typeof contract>(main.open().bridge);
  const live = createLive(client, 'logs.tail', ({ items, gap }, { jobId }) => {
    heard.push(`${jobId}: ${items.join(' ')} (${gap})`);
  });
  return { main, clock, live, begun, running, heard };
}

/** Lets every message that is under way arrive. */
const arrive = () => new Promise((resolve) => setImmediate(resolve));

let page: ReturnType<typeof connect>;

beforeEach(() => {
  page = connect();
});

test('the same input again does not begin a second subscription', async () => {
  page.live.follow({ jobId: 1 });
  await arrive();
  page.live.follow({ jobId: 1 });
  await arrive();
  expect([page.begun, page.main.subscriptions]).toEqual([[1], 1]);
});

test('another input ends the subscription before it', async () => {
  page.live.follow({ jobId: 1 });
  page.live.follow({ jobId: 2 });
  await arrive();
  expect([...page.running.keys()]).toEqual([2]);
});

test('begin, end, begin again, as strict effects do, leaves one subscription', async () => {
  page.live.follow({ jobId: 1 });
  page.live.stop();
  page.live.follow({ jobId: 1 });
  await arrive();
  page.running.get(1)?.push('', 'a');
  page.clock.advance(16);
  await arrive();
  expect([page.heard, page.main.subscriptions]).toEqual([['1: a (0)'], 1]);
});

test('a batch that is under way when another input is followed is left out', async () => {
  page.live.follow({ jobId: 1 });
  await arrive();
  page.running.get(1)?.push('', 'late');
  page.clock.advance(16);
  page.live.follow({ jobId: 2 });
  await arrive();
  expect(page.heard).toEqual([]);
});

test('a gap is passed on', async () => {
  page.live.follow({ jobId: 1 });
  await arrive();
  for (let line = 0; line < 5_001; line += 1) page.running.get(1)?.push('', line === 1 ? 'first' : '');
  page.clock.advance(16);
  await arrive();
  expect(page.heard[0]).toMatch(/^1: first .*\(1\)$/);
});

test('stopping twice ends one subscription once', async () => {
  page.live.follow({ jobId: 1 });
  await arrive();
  page.live.stop();
  page.live.stop();
  await arrive();
  expect(page.main.subscriptions).toBe(0);
});

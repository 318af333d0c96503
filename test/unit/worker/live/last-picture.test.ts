import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startJob } from '../../../../electron/worker/run-job.ts';
import type { ClaimedJob } from '../../../../shared/ipc/worker-protocol.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { claimedJob } from '../../../support/fake-main.ts';
import { FakePage } from '../../../support/fake-page.ts';
import { FakeSession } from '../../../support/fake-session.ts';
import { settle } from '../../../support/settle.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-last-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a job that waits so long; gives the files that it left. */
async function filesOf(
  waitMs: number,
  more: object = {},
  given: Partial<ClaimedJob> = {},
): Promise<string[]> {
  const clock = new FakeClock();
  const flow = { runwright: 1, name: 'x', steps: [{ action: 'waitFor', time: waitMs }], ...more };
  const job = startJob(claimedJob({ flow, artifactsDir: folder, ...given }), {
    send: (message) => {
      if (message.kind === 'data') queueMicrotask(() => job.acked(message.batch));
    },
    openSession: async () => new FakeSession(new FakePage()),
    clock,
  });
  let isOver = false;
  void job.ended.then(() => {
    isOver = true;
  });
  for (; !isOver; await settle()) await clock.advanceAsync(500);
  return readdirSync(folder);
}

test('a job that took a while keeps its last picture, although nobody looked', async () => {
  expect(await filesOf(10_000)).toEqual(['last-picture.jpg']);
});

test('a quick job keeps none, so that it costs nothing', async () => {
  expect(await filesOf(1_000)).toEqual([]);
});

test('neither does one whose flow wants no pictures, nor one with secrets or that asks for one', async () => {
  expect(await filesOf(10_000, { artifacts: { screenshots: 'never' } })).toEqual([]);
  expect(await filesOf(10_000, {}, { secrets: ['s3cret'] })).toEqual([]);
  const ask = { action: 'ask', question: 'Code?', as: 'code', secret: true };
  const steps = [
    { action: 'waitFor', time: 10_000 },
    { action: 'if', condition: '{{false}}', then: [ask] },
  ];
  expect(await filesOf(0, { steps })).toEqual([]);
});

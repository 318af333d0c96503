import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ArtifactFolder } from '../../../electron/worker/artifacts.ts';
import { MASK, Masker } from '../../../electron/worker/masker.ts';
import { Outbox, type OutboxBatch } from '../../../electron/worker/outbox.ts';
import { FakeClock } from '../../support/fake-clock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-artifacts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('texts are written with their secrets masked, bytes as they are, and each is told with its size', async () => {
  const clock = new FakeClock();
  const sent: OutboxBatch[] = [];
  const outbox = new Outbox(clock, (batch) => sent.push(batch));
  const artifacts = new ArtifactFolder(join(folder, 'job'), clock, outbox, new Masker(['hunter2']));
  await artifacts.keep('page', 'hunter2.html', { text: '<p>hunter2</p>' }, '1');
  await artifacts.keep('page', 'page.pdf', { bytes: Buffer.from('%PDF') }, '2');
  await artifacts.keep('download', 'page.pdf', { saveTo: async (path) => writeFileSync(path, 'x') }, '3');
  clock.advance(10_000);
  const read = (name: string): string => readFileSync(join(folder, 'job', name), 'utf8');
  expect([read(`${MASK}.html`), read('page.pdf'), read('page-2.pdf')]).toEqual([
    `<p>${MASK}</p>`,
    '%PDF',
    'x',
  ]);
  expect(
    sent.flatMap((batch) => batch.artifacts.map(({ kind, name, bytes }) => [kind, name, bytes])),
  ).toEqual([
    ['page', `${MASK}.html`, 16],
    ['page', 'page.pdf', 4],
    ['download', 'page-2.pdf', 1],
  ]);
});

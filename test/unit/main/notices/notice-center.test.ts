import { beforeEach, expect, it } from 'vitest';
import { NoticeCenter } from '../../../../electron/main/notices/notice-center.ts';
import { JobId } from '../../../../shared/ids.ts';
import type { Notice } from '../../../../shared/notices/notice.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

let clock: FakeClock;
let told: Notice[];
let center: NoticeCenter;
beforeEach(() => {
  clock = new FakeClock();
  told = [];
  center = new NoticeCenter({ clock, tell: (notice) => told.push(notice) });
});

function fail(id: number, detail = 'no stock'): void {
  center.add({ kind: 'failed', jobId: JobId.parse(id), name: `flow ${id}`, detail });
}

it('tells the first failure at once, and twenty within a minute as one', () => {
  for (let id = 1; id <= 20; id++) fail(id);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ id: 1, jobId: 1, count: 1 });
  expect(center.now().notices).toMatchObject([{ id: 1, count: 20, jobId: null, name: '', read: false }]);
  clock.advance(60_000);
  expect(told).toHaveLength(2);
  expect(told[1]).toMatchObject({ id: 1, count: 20 });
});

it('begins anew after the minute, and tells a single failure once alone', () => {
  fail(1);
  clock.advance(60_000);
  expect(told).toHaveLength(1);
  fail(2);
  expect(told.map(({ id }) => id)).toEqual([1, 2]);
});

it('keeps failures and jobs that need a person apart', () => {
  fail(1);
  center.add({ kind: 'needsPerson', jobId: JobId.parse(2), name: 'shop', detail: 'Which size?' });
  expect(told.map(({ kind }) => kind)).toEqual(['failed', 'needsPerson']);
});

it('marks as read up to a number, and what is gathered later is new again', () => {
  fail(1);
  expect(center.markRead(1).notices[0]?.read).toBe(true);
  fail(2);
  expect(center.now().notices[0]).toMatchObject({ read: false, count: 2 });
});

it('remembers a hundred', () => {
  for (let n = 1; n <= 150; n++) center.add({ kind: 'needsLogin', jobId: null, name: `p${n}`, detail: '' });
  expect(center.now().notices).toHaveLength(100);
  expect(center.now().notices[0]?.name).toBe('p150');
});

it('cuts foreign text and takes out what breaks or reorders a line', () => {
  fail(1, `a\nb\u0000\u202eevil\u202c${'x'.repeat(10_000)}`);
  const { detail } = center.now().notices[0] ?? { detail: '' };
  expect(detail).toHaveLength(200);
  expect(detail.startsWith('a b evil')).toBe(true);
});

it('tells nothing after it was disposed', () => {
  fail(1);
  fail(2);
  center.dispose();
  clock.advance(60_000);
  expect(told).toHaveLength(1);
});

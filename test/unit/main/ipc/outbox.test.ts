import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { BATCH_CHARS, BATCH_ITEMS, FIRST_ITEM_MS, Outbox } from '../../../../electron/main/ipc/outbox.ts';
import { APPEND_LIMIT } from '../../../../electron/main/ipc/overflow.ts';
import type { Overflow } from '../../../../shared/ipc/define.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

let clock: FakeClock;
let sent: { items: unknown[]; gap: number }[];

function outbox(overflow: Overflow): Outbox {
  return new Outbox({
    overflow,
    setTimer: (ms, fn) => clock.setTimer(ms, fn),
    send: (items, gap) => sent.push({ items, gap }),
  });
}

function pushLines(box: Outbox, from: number, count: number): void {
  for (let line = from; line < from + count; line += 1) box.push('', line);
}

function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}

beforeEach(() => {
  clock = new FakeClock();
  sent = [];
});

describe('credit', () => {
  test('the first item after a quiet time waits 16 ms for company, no longer', () => {
    const box = outbox('append');
    box.push('', 'a');
    clock.advance(FIRST_ITEM_MS - 1);
    box.push('', 'b');
    expect(sent).toEqual([]);
    clock.advance(1);
    expect(sent).toEqual([{ items: ['a', 'b'], gap: 0 }]);
  });

  test('no second batch leaves before the first is acknowledged, however long it takes', () => {
    const box = outbox('append');
    pushLines(box, 0, 1);
    clock.advance(FIRST_ITEM_MS);
    pushLines(box, 1, 3);
    clock.advance(60_000);
    expect(sent).toHaveLength(1);
    box.acknowledge();
    expect(sent[1]).toEqual({ items: [1, 2, 3], gap: 0 });
  });

  test('an acknowledgement with nothing waiting makes it quiet again', () => {
    const box = outbox('append');
    box.push('', 'a');
    clock.advance(FIRST_ITEM_MS);
    box.acknowledge();
    box.push('', 'b');
    expect(sent).toHaveLength(1);
    clock.advance(FIRST_ITEM_MS);
    expect(sent[1]).toEqual({ items: ['b'], gap: 0 });
  });

  test('an acknowledgement of nothing gives no credit', () => {
    const box = outbox('append');
    box.acknowledge();
    box.push('', 'a');
    box.acknowledge();
    expect(sent).toEqual([]);
    clock.advance(FIRST_ITEM_MS);
    pushLines(box, 0, BATCH_ITEMS * 2);
    box.acknowledge();
    expect(sent).toHaveLength(2);
  });

  test('after its close it sends nothing, keeps no timer and takes no item', () => {
    const box = outbox('append');
    box.push('', 'a');
    box.close();
    box.close();
    expect(clock.pending).toBe(0);
    box.push('', 'b');
    box.acknowledge();
    clock.advance(60_000);
    expect(sent).toEqual([]);
  });
});

describe('size of a batch', () => {
  test('at most 500 items', () => {
    const box = outbox('append');
    pushLines(box, 0, BATCH_ITEMS + 1);
    clock.advance(FIRST_ITEM_MS);
    box.acknowledge();
    expect(sent.map((batch) => batch.items.length)).toEqual([BATCH_ITEMS, 1]);
  });

  test('at most 64 KB, but a larger item goes alone', () => {
    const box = outbox('append');
    const half = 'x'.repeat(BATCH_CHARS / 2);
    const large = 'y'.repeat(BATCH_CHARS * 2);
    for (const item of [half, half, large, 'z']) box.push('', item);
    clock.advance(FIRST_ITEM_MS);
    for (let ack = 0; ack < 4; ack += 1) box.acknowledge();
    expect(sent.map((batch) => batch.items)).toEqual([[half], [half], [large], ['z']]);
  });
});

describe('append', () => {
  test('keeps the newest 5,000 and tells how many were dropped before them', () => {
    const box = outbox('append');
    pushLines(box, 0, APPEND_LIMIT + 250);
    expect(box.waiting).toBe(APPEND_LIMIT);
    clock.advance(FIRST_ITEM_MS);
    expect(sent[0]).toEqual({ items: range(250, BATCH_ITEMS), gap: 250 });
    box.acknowledge();
    expect(sent[1]).toEqual({ items: range(250 + BATCH_ITEMS, BATCH_ITEMS), gap: 0 });
  });

  test('received and dropped are exactly what was pushed, in order, whatever the reader does', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('push'), count: fc.integer({ min: 1, max: 4_000 }) }),
      fc.record({ kind: fc.constant('ack'), count: fc.constant(1) }),
      fc.record({ kind: fc.constant('wait'), count: fc.integer({ min: 1, max: 40 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { size: 'max', maxLength: 40 }), (steps) => {
        clock = new FakeClock();
        sent = [];
        const box = outbox('append');
        let pushed = 0;
        for (const { kind, count } of steps) {
          if (kind === 'ack') box.acknowledge();
          else if (kind === 'wait') clock.advance(count);
          else {
            pushLines(box, pushed, count);
            pushed += count;
          }
          expect(box.waiting).toBeLessThanOrEqual(APPEND_LIMIT);
        }
        clock.advance(FIRST_ITEM_MS);
        while (box.waiting > 0) box.acknowledge();
        let next = 0;
        for (const { items, gap } of sent) {
          next += gap;
          expect(items).toEqual(range(next, items.length));
          next += items.length;
        }
        expect(next).toBe(pushed);
      }),
      { numRuns: 60 },
    );
  });
});

describe('latest-by-key', () => {
  test('a newer item replaces the older one of its key and keeps its place', () => {
    const box = outbox('latest-by-key');
    box.push('a', 1);
    box.push('b', 1);
    box.push('a', 2);
    clock.advance(FIRST_ITEM_MS);
    expect(sent).toEqual([{ items: [2, 1], gap: 0 }]);
  });

  test('a key that changes all the time does not push the others back', () => {
    const box = outbox('latest-by-key');
    for (let key = 0; key < BATCH_ITEMS * 2; key += 1) box.push(`k${key}`, key);
    clock.advance(FIRST_ITEM_MS);
    for (let key = 0; key < BATCH_ITEMS; key += 1) box.push(`k${key}`, -1);
    box.acknowledge();
    expect(sent[1]?.items).toEqual(range(BATCH_ITEMS, BATCH_ITEMS));
  });

  test('holds no more than one item a key, and counts no gap', () => {
    const box = outbox('latest-by-key');
    for (let round = 0; round < 20_000; round += 1) box.push(`k${round % 3}`, round);
    expect(box.waiting).toBe(3);
    clock.advance(FIRST_ITEM_MS);
    expect(sent).toEqual([{ items: [19_998, 19_999, 19_997], gap: 0 }]);
  });
});

test('a picture counts by its bytes, and a newer one replaces it', () => {
  const box = outbox('latest-by-key');
  const picture = (byte: number) => ({ kind: 'picture', jpeg: new Uint8Array(60_000).fill(byte) });
  box.push('picture', picture(1));
  clock.advance(FIRST_ITEM_MS);
  box.push('facts', { kind: 'facts' });
  box.push('picture', picture(2));
  box.push('picture', picture(3));
  expect(sent).toHaveLength(1);
  box.acknowledge();
  // Both fit into one batch: as JSON, the picture alone would be several.
  expect(sent[1]?.items).toEqual([{ kind: 'facts' }, picture(3)]);
});

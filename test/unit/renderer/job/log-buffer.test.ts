import { describe, expect, it } from 'vitest';
import { LogBuffer } from '../../../../renderer/features/job/log-buffer.ts';
import { makeLines } from './make-detail.ts';

function seqs(buffer: LogBuffer): number[] {
  return buffer.snapshot().lines.map((line) => line.seq);
}

describe('the log buffer', () => {
  it('pushes the oldest lines out while the reader is at the end', () => {
    const buffer = new LogBuffer(5);
    buffer.append(makeLines(0, 4));
    buffer.append(makeLines(4, 7));
    expect(seqs(buffer)).toEqual([2, 3, 4, 5, 6]);
    expect(buffer.snapshot()).toMatchObject({ hasOlder: true, unheld: 0, arrived: 7 });
  });

  it('takes a line that comes twice only once, and orders attempts before numbers', () => {
    const buffer = new LogBuffer(10);
    buffer.append(makeLines(0, 3));
    buffer.append(makeLines(1, 5));
    buffer.append(makeLines(0, 1, 2));
    expect(seqs(buffer)).toEqual([0, 1, 2, 3, 4, 0]);
    expect(buffer.snapshot().arrived).toBe(6);
  });

  it('moves nothing under a reader who scrolled up: a full buffer only counts', () => {
    const buffer = new LogBuffer(5);
    buffer.append(makeLines(0, 4));
    buffer.setFollowing(false);
    buffer.append(makeLines(4, 5));
    buffer.append(makeLines(5, 8));
    expect(seqs(buffer)).toEqual([0, 1, 2, 3, 4]);
    expect(buffer.snapshot()).toMatchObject({ unheld: 3, arrived: 8 });
  });

  it('never joins lines over a hole: once some are not held, later ones are not either', () => {
    const buffer = new LogBuffer(5);
    buffer.append(makeLines(0, 4));
    buffer.setFollowing(false);
    buffer.append(makeLines(4, 7));
    buffer.setFollowing(true);
    buffer.append(makeLines(7, 8));
    expect(seqs(buffer)).toEqual([0, 1, 2, 3]);
    expect(buffer.snapshot().unheld).toBe(4);
    buffer.reset(makeLines(5, 8), true);
    buffer.append(makeLines(8, 9));
    expect(seqs(buffer)).toEqual([5, 6, 7, 8]);
    expect(buffer.snapshot().unheld).toBe(0);
  });

  it('puts older pages first, counts them, and lets the newest lines go beyond its size', () => {
    const buffer = new LogBuffer(5);
    buffer.reset(makeLines(10, 14), true);
    buffer.prepend(makeLines(7, 11), true);
    expect(seqs(buffer)).toEqual([7, 8, 9, 10, 11]);
    expect(buffer.snapshot()).toMatchObject({ prepended: 3, unheld: 2, hasOlder: true });
  });

  it('gives the same snapshot until something changes, and tells its listeners of each change once', () => {
    const buffer = new LogBuffer(5);
    let told = 0;
    const end = buffer.subscribe(() => {
      told += 1;
    });
    const before = buffer.snapshot();
    expect(buffer.snapshot()).toBe(before);
    buffer.append(makeLines(0, 2));
    buffer.append(makeLines(0, 2));
    expect(buffer.snapshot()).not.toBe(before);
    end();
    buffer.append(makeLines(2, 3));
    expect(told).toBe(1);
  });
});

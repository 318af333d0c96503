import { describe, expect, it } from 'vitest';
import {
  type HowWish,
  howPart,
  howWords,
  NO_HOW,
  readHow,
} from '../../../../renderer/features/new-job/how-wish.ts';
import { RunOptions } from '../../../../shared/live/run-options.ts';

const read = (part: Partial<HowWish>) => readHow({ ...NO_HOW, ...part });

describe('how the steps are run', () => {
  it('is left out while nothing is wished', () => {
    expect(read({})).toEqual({ run: undefined, faults: {} });
    expect(read({ slowMs: ' ', holdMinutes: 'x' })).toEqual({ run: undefined, faults: {} });
  });

  it.each<[Partial<HowWish>, RunOptions]>([
    [{ which: 'from', step: '3' }, { from: '3' }],
    [{ which: 'only', step: '2' }, { only: '2' }],
    [{ breakpoints: ['2', '4.1'] }, { breakpoints: ['2', '4.1'] }],
    [{ slowMs: ' 500 ' }, { slowMs: 500 }],
    [{ hold: 'no' }, { holdMinutes: 0 }],
    [{ hold: 'minutes', holdMinutes: '240' }, { holdMinutes: 240 }],
  ])('%j becomes what the queue takes', (part, run) => {
    expect(read(part)).toEqual({ run, faults: {} });
    expect(RunOptions.parse(read(part).run)).toEqual(run);
  });

  it('says everything that is wrong, each at its field', () => {
    const wrong = { which: 'from', slowMs: '0', hold: 'minutes', holdMinutes: '241' } as const;
    expect(read(wrong).faults).toEqual({
      step: 'Choose the step.',
      slowMs: 'Write a whole number from 1 to 60000, or nothing.',
      holdMinutes: 'Write a whole number from 1 to 240.',
    });
    const many = Array.from({ length: 101 }, (_, at) => String(at + 1));
    expect(read({ breakpoints: many }).faults).toEqual({ breakpoints: 'At most 100 steps.' });
  });

  it('is told in a few words while it is folded', () => {
    expect(howWords(NO_HOW)).toBe('');
    const all: HowWish = {
      which: 'from',
      step: '3',
      breakpoints: ['4', '5', '6', '7', '8', '9'],
      slowMs: '5',
      hold: 'minutes',
      holdMinutes: '15',
    };
    expect(howWords(all)).toBe(
      'from step 3, stops before 4, 5, 6, 7, 8 …, slow motion, held 15 min at failure',
    );
    expect(howWords({ ...NO_HOW, which: 'only', step: '2', hold: 'no' })).toBe(
      'step 2 alone, closed at failure',
    );
  });

  it('has a field for each fault of the queue', () => {
    expect(['run.from', 'run.only', 'run.breakpoints[1]', 'run.slowMs', 'runAt', 'key'].map(howPart)).toEqual(
      ['step', 'step', 'breakpoints', 'slowMs', null, null],
    );
  });
});

import { describe, expect, it } from 'vitest';
import { MOST_JOBS, Pace } from '../../../../../electron/main/services/bulk/pace.ts';

/** The sizes of so many portions of which each job takes `msPerJob`. */
function sizes(msPerJob: number, portions: number, pace = new Pace()): number[] {
  return Array.from({ length: portions }, () => {
    const { jobs } = pace;
    pace.took(jobs, jobs * msPerJob);
    return jobs;
  });
}

describe('the pace of a bulk operation', () => {
  it('grows while portions are quick, up to the most', () => {
    expect(sizes(0.001, 6)).toEqual([25, 50, 100, 200, 200, 200]);
    expect(MOST_JOBS).toBe(200);
  });

  it('settles where a portion takes no longer than main may be held up', () => {
    for (const msPerJob of [0.01, 0.03, 0.05, 0.1, 0.5, 2]) {
      const settled = sizes(msPerJob, 20).slice(2);
      expect(Math.max(...settled) * msPerJob).toBeLessThanOrEqual(4);
    }
  });

  it('falls back at once when the machine becomes slow, and never below one job', () => {
    const pace = new Pace();
    sizes(0.001, 5, pace);
    expect(sizes(1, 2, pace)).toEqual([200, 2]);
    expect(sizes(50, 3, pace).at(-1)).toBe(1);
  });

  it('learns nothing from the few jobs that were left at the end of a page', () => {
    const pace = new Pace();
    pace.took(3, 0.01);
    expect(pace.jobs).toBe(25);
  });
});

import { describe, expect, it } from 'vitest';
import {
  changeWords,
  degradedWords,
  drainWords,
  isSameSize,
  sizeWords,
  slotList,
} from '../../../../renderer/features/workers/pool-words.ts';
import { fleetWords, stripWords } from '../../../../renderer/features/workers/strip-words.ts';
import { LOOKS, workerLook } from '../../../../renderer/features/workers/worker-look.ts';
import { JobId } from '../../../../shared/ids.ts';
import { makeWorker } from './make-worker.ts';

const size = { workers: 3, jobsPerWorker: 5 };

describe('the words about the size of the pool', () => {
  it('say how many jobs that makes', () => {
    expect(sizeWords(size)).toBe('3 workers with 5 jobs each: 15 jobs at once');
    expect(sizeWords({ workers: 1, jobsPerWorker: 1 })).toBe('1 worker with 1 job each: 1 job at once');
  });

  it.each([
    [{ workers: 4, jobsPerWorker: 5 }, '1 worker is started.'],
    [{ workers: 1, jobsPerWorker: 5 }, '2 workers take nothing new; running jobs are finished.'],
    [{ workers: 3, jobsPerWorker: 9 }, 'Each worker takes more jobs at once.'],
    [
      { workers: 5, jobsPerWorker: 2 },
      '2 workers are started. A worker takes a new job once it has fewer than 2; running jobs are finished.',
    ],
    [size, ''],
  ])('say what a change to %j does', (to, words) => {
    expect(changeWords(size, to)).toBe(words);
    expect(isSameSize(size, to)).toBe(words === '');
  });
});

describe('the words about draining', () => {
  it.each([
    [0, 'restart', 'W2 has no running job. Then a fresh worker takes its place.'],
    [1, 'restart', 'W2 finishes its running job and takes no other. Then a fresh worker takes its place.'],
    [
      4,
      'stay',
      'W2 finishes its 4 running jobs and takes no other. Then it stops, and its place stays empty until you start it again.',
    ],
  ] as const)('say what becomes of %i running jobs, then %s', (jobs, afterwards, words) => {
    expect(drainWords(2, jobs, afterwards)).toBe(words);
  });

  it('name the empty slots in their order', () => {
    expect(slotList([])).toBe('');
    expect(slotList([2])).toBe('W2');
    expect(slotList([10, 2, 1])).toBe('W1, W2 and W10');
  });

  it('give a reason even where main gave none', () => {
    expect(degradedWords({ reason: 'Five workers ended within a minute.' })).toMatch(/^Five workers/);
    expect(degradedWords({ reason: '' })).not.toBe('');
  });
});

describe('what a worker is called', () => {
  it.each([
    ['idle', false, 'Idle'],
    ['busy', true, 'Draining'],
    ['offline', true, 'Offline'],
  ] as const)('%s, draining: %s', (state, draining, word) => {
    expect(LOOKS[workerLook({ state, draining })].word).toBe(word);
  });
});

describe('the status bar', () => {
  it('says that a worker is draining, also to those who hear it', () => {
    const words = stripWords(makeWorker(1, { draining: true, state: 'busy' }), 'alive', '2 s');
    expect(words).toEqual({
      shown: '2 s ago',
      jobs: '0/5 jobs',
      isDraining: true,
      label: 'W1, last heartbeat 2 s ago, draining, 0/5 jobs',
    });
    expect(stripWords(makeWorker(1), 'late', '15 s').label).toBe(
      'W1, last heartbeat 15 s ago, late, 0/5 jobs',
    );
  });

  it('tells many workers in one line', () => {
    const now = 40_000;
    const workers = [
      makeWorker(1, { beatAt: now, currentJobs: [JobId.parse(1), JobId.parse(2)] }),
      makeWorker(2, { beatAt: now, draining: true, state: 'busy', currentJobs: [JobId.parse(3)] }),
      makeWorker(3, { beatAt: now - 20_000 }),
      makeWorker(4, { beatAt: 0 }),
      makeWorker(5, { beatAt: null, state: 'starting' }),
      makeWorker(6, { state: 'offline' }),
    ];
    expect(fleetWords(workers, now)).toBe(
      '6 workers: 2 alive, 1 late, 1 dead, 1 starting, 1 offline, 1 draining · 3/25 jobs',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { compareRuns, compareValues, differs } from '../../../../renderer/features/job/compare-runs.ts';
import { stepRows } from '../../../../renderer/features/job/steps.ts';
import { LeaseEpoch } from '../../../../shared/ids.ts';
import type { StepRecord } from '../../../../shared/job/schema.ts';
import { makeDetail, makeStep } from './make-detail.ts';

const epoch = LeaseEpoch.parse(1);

function compare(here: StepRecord[], other: StepRecord[]) {
  return compareRuns(
    stepRows(makeDetail({ steps: here }), epoch),
    stepRows(makeDetail({ steps: other }), epoch),
  );
}

describe('two runs of a flow', () => {
  it('differ in nothing when they went the same way', () => {
    const steps = [makeStep(0, '1'), makeStep(1, '2')];
    const compared = compare(steps, steps);
    expect(compared.map(({ path, differences }) => [path, differences])).toEqual([
      ['1', []],
      ['2', []],
    ]);
    expect(compared.some(differs)).toBe(false);
  });

  it('have what differs first, in the order of the flow, then what took another time', () => {
    const here = [
      makeStep(0, '1'),
      makeStep(1, '2', { finishedAt: 3000 }),
      makeStep(2, '10', { state: 'failed' }),
      makeStep(3, '3', { candidate: 1, target: 'text Search' }),
    ];
    const other = [
      makeStep(0, '1'),
      makeStep(1, '2', { finishedAt: 900 }),
      makeStep(2, '10'),
      makeStep(3, '3', { candidate: 0, target: 'css #search' }),
      makeStep(4, '11'),
    ];
    expect(compare(here, other).map(({ path, differences }) => [path, differences])).toEqual([
      ['3', ['target', 'candidate']],
      ['10', ['state']],
      ['11', ['missing']],
      ['2', ['duration']],
      ['1', []],
    ]);
  });

  it('that ran another action at a place are not compared further there', () => {
    const [step] = compare([makeStep(0, '1', { action: 'fill', state: 'failed' })], [makeStep(0, '1')]);
    expect(step?.differences).toEqual(['step']);
  });

  it('count the turns of a loop', () => {
    const turns = [makeStep(0, '1.1'), makeStep(1, '1.1')];
    expect(compare(turns, [makeStep(0, '1.1')])[0]?.differences).toEqual(['runs']);
  });

  it('take a small difference of time as the weather of the day', () => {
    const took = (finishedAt: number): StepRecord[] => [makeStep(0, '1', { finishedAt })];
    expect(compare(took(400), took(10))[0]?.differences).toEqual([]);
    expect(compare(took(5900), took(3000))[0]?.differences).toEqual([]);
    expect(compare(took(600), took(10))[0]?.differences).toEqual(['duration']);
  });
});

describe('two sets of values', () => {
  it('are told where they differ, and never where one of them is secret', () => {
    const here = { topic: 'poetry', pages: 2, token: '•••', same: [1] };
    const other = { topic: 'prose', token: 'abc', same: [1], extra: null };
    expect(compareValues(here, other)).toEqual([
      { name: 'extra', here: null, other: 'null' },
      { name: 'pages', here: '2', other: null },
      { name: 'topic', here: 'poetry', other: 'prose' },
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dropPlaces, placeByKey } from '../../../../renderer/features/editor/model/move-by-key.ts';
import { flowRows } from '../../../../renderer/features/editor/model/rows.ts';
import {
  createKeys,
  keyOf,
  withKey,
  withKeys,
} from '../../../../renderer/features/editor/model/step-keys.ts';
import {
  changeStep,
  chosenSteps,
  insertSteps,
  moveSteps,
  placeBehind,
  removeSteps,
  wrapSteps,
} from '../../../../renderer/features/editor/model/tree.ts';
import { numberedSteps } from '../../../../shared/flow/numbered-steps.ts';
import { parseFlow } from '../../../../shared/flow/parse.ts';
import { faultsOf, flowOf, keyNamed, keysOf, log, shape, someFlow } from './some-flows.ts';

const NONE: ReadonlySet<string> = new Set();

/** A flow, some of its steps, and a place in it. */
const move = someFlow.chain((flow) =>
  fc.record({
    flow: fc.constant(flow),
    keys: fc.subarray(keysOf(flow), { minLength: 1 }).map((keys) => new Set(keys)),
    to: fc.constantFrom(...dropPlaces(flowRows(flow, NONE))),
  }),
);

describe('moving steps', () => {
  test('never loses or doubles one, whatever is moved where', () => {
    fc.assert(
      fc.property(move, ({ flow, keys, to }) => {
        expect(keysOf(moveSteps(flow, keys, to)).toSorted()).toEqual(keysOf(flow).toSorted());
      }),
    );
  });

  test('leaves only faults of lists that are empty now', () => {
    fc.assert(
      fc.property(move, ({ flow, keys, to }) => {
        const faults = faultsOf(moveSteps(flow, keys, to));
        expect(faults.filter((fault) => !fault.includes('at least 1 entry'))).toEqual([]);
      }),
    );
  });

  test('puts them together at the place, in their order', () => {
    const flow = flowOf(log('a'), { action: 'repeat', times: 2, steps: [log('b'), log('c')] }, log('d'));
    const keys = new Set([keyNamed(flow, 'd'), keyNamed(flow, 'a')]);
    const to = placeBehind(flow, keyNamed(flow, 'b'));
    expect(to).toBeDefined();
    if (to !== undefined) expect(shape(moveSteps(flow, keys, to))).toBe('repeat(steps: b a d c)');
  });

  test('into themselves changes nothing', () => {
    const flow = flowOf({ action: 'repeat', times: 2, steps: [log('b')] });
    const [outer] = chosenSteps(flow, new Set(keysOf(flow)));
    const to = { parent: keyOf(outer) ?? null, list: 'steps', before: null } as const;
    expect(moveSteps(flow, new Set([keyOf(outer) ?? '']), to)).toBe(flow);
  });

  test('to where they stand changes nothing', () => {
    const flow = flowOf(log('a'), log('b'));
    const key = keyNamed(flow, 'a');
    expect(moveSteps(flow, new Set([key]), { parent: null, list: 'steps', before: key })).toBe(flow);
  });
});

describe('moving by keys', () => {
  const down = (flow: ReturnType<typeof flowOf>, message: string): string[] => {
    const shapes: string[] = [];
    const keys = new Set([keyNamed(flow, message)]);
    for (let now = flow; ; ) {
      const to = placeByKey(now, keys, NONE, 'down');
      if (to === null) return shapes;
      now = moveSteps(now, keys, to);
      shapes.push(shape(now));
    }
  };

  test('goes past neighbours, into them and out again, to the very end', () => {
    const flow = flowOf(log('x'), log('a'), { action: 'if', condition: '{{1}}', then: [log('b')], else: [] });
    expect(down(flow, 'x')).toEqual([
      'a x if(then: b | else:)',
      'a if(then: x b | else:)',
      'a if(then: b x | else:)',
      'a if(then: b | else: x)',
      'a if(then: b | else:) x',
    ]);
  });

  test('passes what is folded as one', () => {
    const flow = flowOf(log('x'), { action: 'repeat', times: 2, steps: [log('b')] });
    const folded = new Set(keysOf(flow));
    const keys = new Set([keyNamed(flow, 'x')]);
    expect(placeByKey(flow, keys, folded, 'down')).toEqual({ parent: null, list: 'steps', before: null });
  });

  test('up is where down came from', () => {
    fc.assert(
      fc.property(someFlow, fc.nat(), (flow, pick) => {
        const all = keysOf(flow);
        const keys = new Set([all[pick % all.length] ?? '']);
        const to = placeByKey(flow, keys, NONE, 'down');
        fc.pre(to !== null);
        if (to === null) return;
        const moved = moveSteps(flow, keys, to);
        const back = placeByKey(moved, keys, NONE, 'up');
        expect(back).not.toBeNull();
        if (back !== null) expect(shape(moveSteps(moved, keys, back))).toBe(shape(flow));
      }),
    );
  });
});

describe('other changes', () => {
  test('putting in and taking away again gives the flow back', () => {
    fc.assert(
      fc.property(move, ({ flow, to }) => {
        const added = withKey(log('new'), 'new');
        const grown = insertSteps(flow, to, [added]);
        expect(keysOf(grown)).toHaveLength(keysOf(flow).length + 1);
        expect(faultsOf(grown)).toEqual([]);
        expect(JSON.stringify(removeSteps(grown, new Set(['new'])))).toBe(JSON.stringify(flow));
      }),
    );
  });

  test('wrapping keeps every step and the order, and the flow stays right', () => {
    fc.assert(
      fc.property(move, ({ flow, keys }) => {
        const around = withKey({ action: 'repeat', times: 2, steps: [] }, 'around');
        const wrapped = wrapSteps(flow, keys, around);
        expect(keysOf(wrapped).toSorted()).toEqual([...keysOf(flow), 'around'].toSorted());
        expect(faultsOf(wrapped).filter((fault) => !fault.includes('at least 1 entry'))).toEqual([]);
      }),
    );
  });

  test('a changed step leaves all others the same objects', () => {
    const flow = flowOf(log('a'), { action: 'repeat', times: 2, steps: [log('b')] });
    const next = changeStep(flow, keyNamed(flow, 'a'), (step) => ({ ...step, disabled: true }));
    expect(faultsOf(next)).toEqual([]);
    expect(Array.isArray(next.steps) && Array.isArray(flow.steps) && next.steps[1] === flow.steps[1]).toBe(
      true,
    );
  });
});

describe('rows', () => {
  test('have the numbers that jobs tell', () => {
    fc.assert(
      fc.property(someFlow, (flow) => {
        const parsed = parseFlow(flow);
        expect(parsed.ok).toBe(true);
        if (!parsed.ok) return;
        const numbers = flowRows(flow, NONE).flatMap((row) => (row.kind === 'step' ? [row.number] : []));
        expect(numbers).toEqual(numberedSteps(parsed.flow.steps).map(({ path }) => path));
      }),
    );
  });

  test('leave out what is folded, and say how many steps that is', () => {
    const flow = flowOf({ action: 'repeat', times: 2, steps: [log('a'), log('b')] }, log('c'));
    const rows = flowRows(flow, new Set(keysOf(flow)));
    expect(rows.map((row) => row.kind === 'step' && [row.number, row.inside, row.isFolded])).toEqual([
      ['1', 2, true],
      ['2', 0, false],
    ]);
  });

  test('head the lists that the step does not say itself, and the empty ones', () => {
    const flow = flowOf(
      { action: 'try', steps: [log('a')], onError: [] },
      { action: 'while', condition: '{{0}}' },
    );
    const heads = flowRows(flow, NONE).flatMap((row) =>
      row.kind === 'list' ? [`${row.list} ${row.size}`] : [],
    );
    expect(heads).toEqual(['onError 0', 'steps 0']);
  });

  test('show what is no step at all', () => {
    const flow = withKeys({ runwright: 1, name: 'x', steps: [7, null] }, null, createKeys());
    expect(flowRows(flow, NONE).map(({ key }) => key)).toEqual(['@steps[0]', '@steps[1]']);
  });
});

test('keys stay with the places when the whole flow is read anew', () => {
  fc.assert(
    fc.property(someFlow, (flow) => {
      const again: unknown = JSON.parse(JSON.stringify(flow));
      if (typeof again === 'object' && again !== null)
        expect(keysOf(withKeys({ ...again }, flow, () => 'new'))).toEqual(keysOf(flow));
    }),
  );
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { FlowStore } from '../../../../electron/main/flows/flow-store.ts';
import { restoreVersion, useCandidate } from '../../../../electron/main/services/flow-mending.ts';
import { parseFlow } from '../../../../shared/flow/parse.ts';
import type { FlowId } from '../../../../shared/ids.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { type TempDb, tempDb } from '../../../support/temp-db.ts';

let temp: TempDb;
let flows: FlowStore;
beforeEach(() => {
  temp = tempDb();
  flows = new FlowStore(temp.db, new FakeClock());
});
afterEach(() => temp.dispose());

function save(css: string, before: object[] = []): FlowId {
  const parsed = parseFlow({
    runwright: 1,
    name: 'Shop',
    steps: [
      ...before,
      {
        action: 'if',
        condition: '{{1 == 1}}',
        then: [{ action: 'click', target: [{ css }] }],
        else: [{ action: 'click', target: [{ css: '#else' }] }],
      },
      {
        action: 'extractList',
        dataset: 'books',
        items: [{ css: 'li' }],
        fields: { title: { target: [{ css: 'b' }, { css: 'i' }] } },
      },
    ],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return flows.save(parsed.flow).summary.id;
}

const stepsOf = (id: FlowId): unknown => JSON.parse(flows.get(id).text).steps;

it('a candidate comes to the front of a nested step’s target, as the next version', () => {
  const id = save('#buy');
  const candidate = { role: 'button', name: 'Buy now' } as const;
  const { flow, before } = useCandidate(flows, { id, version: 1, step: '1.1', at: 'target', candidate });
  expect([flow.version, before]).toEqual([2, 1]);
  expect(stepsOf(id)).toMatchObject([
    { then: [{ target: [candidate, { css: '#buy' }] }], else: [{ target: [{ css: '#else' }] }] },
    {},
  ]);
  useCandidate(flows, { id, version: 2, step: '1.2', at: 'target', candidate });
  expect(stepsOf(id)).toMatchObject([{ else: [{ target: [candidate, { css: '#else' }] }] }, {}]);
});

it('one that stands there already moves, and fields of lists have targets too', () => {
  const id = save('#buy');
  useCandidate(flows, { id, version: 1, step: '2', at: 'fields.title.target', candidate: { css: 'i' } });
  expect(stepsOf(id)).toMatchObject([{}, { fields: { title: { target: [{ css: 'i' }, { css: 'b' }] } } }]);
});

it('the version before can be had back, unless the flow was changed again', () => {
  const id = save('#buy');
  useCandidate(flows, { id, version: 1, step: '1.1', at: 'target', candidate: { css: '#new' } });
  expect(() => restoreVersion(flows, { id, version: 1, newest: 1 })).toThrow('changed again');
  expect(restoreVersion(flows, { id, version: 1, newest: 2 }).version).toBe(3);
  expect(stepsOf(id)).toMatchObject([{ then: [{ target: [{ css: '#buy' }] }] }, {}]);
});

it('a step that is another one by now is left alone', () => {
  const id = save('#buy');
  save('#buy', [{ action: 'back' }]);
  const wish = { id, version: 1, step: '1.1', at: 'target', candidate: { css: '#new' } };
  expect(() => useCandidate(flows, wish)).toThrow('nothing was changed');
  expect(flows.get(id).summary.version).toBe(2);
});

it.each([
  ['7', 'target'],
  ['1.1', 'value'],
  ['1.1', '__proto__.target'],
  ['2', 'fields.nothing.target'],
])('a place that is no target (%s, %s) is refused', (step, at) => {
  const id = save('#buy');
  expect(() => useCandidate(flows, { id, version: 1, step, at, candidate: { css: '#new' } })).toThrow(
    'nothing was changed',
  );
});

it('a flow or version that is not there is said so', () => {
  const id = save('#buy');
  const wish = { id, version: 9, step: '1.1', at: 'target', candidate: { css: '#new' } };
  expect(() => useCandidate(flows, wish)).toThrow('has no version 9');
});

import { expect, it } from 'vitest';
import { type FlowsByName, resolveCalls } from '../../../../electron/main/flows/called-flows.ts';
import { parseFlow } from '../../../../shared/flow/parse.ts';
import type { Flow } from '../../../../shared/flow/schema.ts';

function flow(name: string, steps: unknown[], more: object = {}): Flow {
  const parsed = parseFlow({ runwright: 1, name, steps, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.flow;
}

const call = (name: string, more: object = {}): object => ({ action: 'callFlow', flow: name, ...more });
const LOG = { action: 'log', message: 'x' };

/** Each saved under its name; its version is its place in the list. */
function saved(...flows: Flow[]): FlowsByName {
  return {
    find: (name) => {
      const at = flows.findIndex((each) => each.name === name);
      const found = flows[at];
      return found === undefined ? undefined : { versionId: at + 1, flow: found };
    },
    names: () => flows.map(({ name }) => name),
  };
}

function faults(of: Flow, ...others: Flow[]): unknown {
  const resolved = resolveCalls(of, saved(...others));
  return resolved.ok ? [] : resolved.faults;
}

it('gives the version of every flow that takes part, however deep it is called', () => {
  const inner = flow('Inner', [LOG]);
  const outer = flow('Outer', [{ action: 'repeat', times: 2, steps: [call('Inner')] }]);
  const resolved = resolveCalls(flow('Top', [call('Outer'), call('Inner')]), saved(inner, outer));
  expect(resolved).toEqual({ ok: true, versions: { Outer: 2, Inner: 1 } });
});

it('names a flow that is not there with its place and the nearest name', () => {
  expect(faults(flow('Top', [LOG, call('Sign im')]), flow('Sign in', [LOG]))).toEqual([
    { path: 'steps[1].flow', message: 'there is no flow “Sign im”.', nearest: 'Sign in' },
  ]);
});

it('lets it be missing while the flow is only saved', () => {
  expect(resolveCalls(flow('Top', [call('Later')]), saved(), 'allowed')).toEqual({ ok: true, versions: {} });
});

it('refuses a circle and names it, also one that the flow itself is only called from', () => {
  const b = flow('B', [call('A')]);
  expect(faults(flow('A', [call('B')]), b)).toEqual([
    {
      path: 'steps[0].flow',
      message: 'the flow “B” cannot be called: flows may not call each other in a circle: A → B → A.',
    },
  ]);
  expect(faults(flow('A', [call('A')]))).toMatchObject([{ message: expect.stringContaining('A → A') }]);
});

it('bounds how deep flows call each other', () => {
  const chain = Array.from({ length: 15 }, (_, at) => flow(`F${at}`, [call(`F${at + 1}`)]));
  expect(faults(flow('Top', [call('F0')]), ...chain)).toMatchObject([
    { message: expect.stringContaining('more than 10 deep') },
  ]);
});

it('tells inputs and values that the called flow does not have, all at once', () => {
  const called = flow('Sign in', [{ action: 'setVariable', name: 'welcome', value: 'hi' }], {
    inputs: { user: { type: 'text', required: true }, pin: { type: 'text' } },
  });
  const top = flow('Top', [call('Sign in', { inputs: { usr: 'x' }, into: { w: 'hello' } })]);
  expect(faults(top, called)).toEqual([
    { path: 'steps[0].flow', message: '“usr” is no input of “Sign in”: there is user, pin.' },
    { path: 'steps[0].flow', message: '“Sign in” needs the input “user”.' },
    { path: 'steps[0].flow', message: '“Sign in” gives no value “hello”: there is welcome.' },
  ]);
});

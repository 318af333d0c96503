import { describe, expect, test } from 'vitest';
import { isActionType } from '../../shared/actions/catalog.ts';
import { CONTROL_TYPES, controls } from '../../shared/flow/control/catalog.ts';
import { nestedLists, withoutNested } from '../../shared/flow/nested.ts';
import { parseFlow } from '../../shared/flow/parse.ts';
import { describeStep, isActionStep, type Step } from '../../shared/flow/step.ts';

/** A flow in which this step stands where every control step may stand: in a loop. */
function flowWith(step: object): unknown {
  return { runwright: 1, name: 'Example', steps: [{ action: 'repeat', times: 1, steps: [step] }] };
}

/** What holds for every control step, present and future. */
describe.each(CONTROL_TYPES)('control step %s', (type) => {
  const spec = controls[type];

  function exampleStep(): Step {
    const parsed = parseFlow(flowWith({ action: type, ...spec.example }));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    const [loop] = parsed.flow.steps;
    const [step] = loop?.action === 'repeat' ? loop.steps : [];
    if (step === undefined) throw new Error('the example has no step');
    return step;
  }

  test('is known under its own word, which no action has, with a title and a help sentence', () => {
    expect(spec.type).toBe(type);
    expect(isActionType(type)).toBe(false);
    expect(spec.title).toMatch(/^[A-Z][^.]{1,40}$/);
    expect(spec.help).toMatch(/^[A-Z].*\.$/);
  });

  test('has an example that a flow takes, and describes it in one short line', () => {
    const step = exampleStep();
    expect(isActionStep(step)).toBe(false);
    for (const each of [step, withoutNested(step)]) {
      expect(describeStep(each)).toMatch(/^[A-Z][^\n]{3,119}$/);
      expect(describeStep(each)).not.toMatch(/undefined|\[object/);
    }
  });

  test('takes an id and a note, and refuses an unknown key with its path', () => {
    const right = { action: type, ...spec.example, id: 'here', note: 'Why.' };
    expect(parseFlow(flowWith(right))).toMatchObject({ ok: true });
    expect(parseFlow(flowWith({ ...right, surprise: 1 }))).toMatchObject({
      ok: false,
      faults: [{ path: 'steps[0].steps[0].surprise' }],
    });
  });

  test('holds its steps under the keys that everything walks over', () => {
    const step = exampleStep();
    const lists = Object.entries(step).filter(([, value]) => isStepList(value));
    expect(
      nestedLists(step)
        .map(({ key }) => key)
        .filter((key) => isStepList(Reflect.get(step, key))),
    ).toEqual(lists.map(([key]) => key));
  });
});

function isStepList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.some((each) => typeof each === 'object' && each !== null && 'action' in each)
  );
}

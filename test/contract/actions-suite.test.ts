import { describe, expect, test } from 'vitest';
import { runAction } from '../../electron/worker/run-action.ts';
import { stepLimitMs, stepTimeoutMs } from '../../electron/worker/step-limit.ts';
import { ACTION_TYPES, catalog } from '../../shared/actions/catalog.ts';
import { runners } from '../../shared/actions/runners.ts';
import { parseFlow } from '../../shared/flow/parse.ts';
import { type ActionStep, describeStep, isActionStep } from '../../shared/flow/step.ts';
import { FakePage, fakeContext } from '../support/fake-page.ts';

/** What holds for every action, present and future. */
describe.each(ACTION_TYPES)('action %s', (type) => {
  const spec = catalog[type];

  function exampleStep(): ActionStep {
    const parsed = parseFlow({
      runwright: 1,
      name: 'Example',
      inputs: { name: { type: 'text' } },
      steps: [{ action: type, ...spec.example }],
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    const [step] = parsed.flow.steps;
    if (step === undefined || !isActionStep(step)) throw new Error('the example has no step');
    return step;
  }

  test('is known under its own word, with a title and a help sentence', () => {
    expect(spec.type).toBe(type);
    expect(spec.title).toMatch(/^[A-Z][^.]{2,40}$/);
    expect(spec.help).toMatch(/^[A-Z].*\.$/);
    expect(Object.hasOwn(runners, type)).toBe(true);
  });

  test('has an example that a flow takes, and describes it in one short line', () => {
    const line = describeStep(exampleStep());
    expect(line).toMatch(/^[A-Z][^\n]{3,119}$/);
    expect(line).not.toMatch(/undefined|\[object/);
  });

  test('runs its example on a page', async () => {
    const page = new FakePage();
    page.values = { 'css .price': '12.50', 'role heading': 'Welcome' };
    page.pages = [[['A', '1']]];
    const { context } = fakeContext(page);
    await runAction(exampleStep(), context);
    expect(page.done.length).toBeGreaterThan(0);
  });

  test('refuses an unknown key with its path', () => {
    const parsed = parseFlow({
      runwright: 1,
      name: 'Wrong',
      inputs: { name: { type: 'text' } },
      steps: [{ action: type, ...spec.example, surprise: 1 }],
    });
    expect(parsed).toMatchObject({ ok: false, faults: [{ path: 'steps[0].surprise' }] });
  });

  test('has a limit that is not shorter than its operations', () => {
    const step = exampleStep();
    const timeoutMs = stepTimeoutMs(step, { step: 2000, navigation: 5000 });
    expect(timeoutMs).toBe('navigates' in spec ? 5000 : 2000);
    expect(stepLimitMs(step, timeoutMs) ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(timeoutMs);
  });
});

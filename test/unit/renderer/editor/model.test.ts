import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NEW_FLOW, textOf, withFlow, withText } from '../../../../renderer/features/editor/model/document.ts';
import { record, redo, startHistory, undo } from '../../../../renderer/features/editor/model/history.ts';
import { mended } from '../../../../renderer/features/editor/model/mend.ts';
import { pathKeys, stepOfPath } from '../../../../renderer/features/editor/model/path-keys.ts';
import { createKeys } from '../../../../renderer/features/editor/model/step-keys.ts';
import { copiesFor, readSteps, stepsText } from '../../../../renderer/features/editor/model/steps-text.ts';
import { parseFlow } from '../../../../shared/flow/parse.ts';
import { pathText } from '../../../../shared/flow/path-text.ts';
import { faultsOf, flowOf, log, someFlow } from './some-flows.ts';

describe('history', () => {
  test('gives every document back on the way to the first, and again on the way to the last', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 30 }), (changes) => {
        const documents = [{ n: -1 }, ...changes.map((n) => ({ n }))];
        let history = startHistory(documents[0] ?? { n: -1 });
        for (const [at, each] of documents.entries()) history = record(history, each, '', at);
        const back = documents.map(() => {
          const { document } = history.now;
          history = undo(history);
          return document;
        });
        expect(back).toEqual(documents.toReversed());
        const forth = documents.map(() => {
          const { document } = history.now;
          history = redo(history);
          return document;
        });
        expect(forth).toEqual(documents);
      }),
    );
  });

  test('takes changes of one key that follow closely as one', () => {
    let history = startHistory('');
    history = record(history, 'a', 'name', 0);
    history = record(history, 'ab', 'name', 900);
    history = record(history, 'abc', 'name', 1800);
    expect(undo(history).now.document).toBe('');
    history = record(history, 'abcd', 'name', 2900);
    expect(undo(history).now.document).toBe('abc');
    expect(undo(record(history, 'x', 'other', 2901)).now.document).toBe('abcd');
  });

  test('a change after an undo begins anew and forgets what was taken back', () => {
    const history = undo(record(startHistory('a'), 'b', 'name', 0));
    const next = record(history, 'c', 'name', 1);
    expect([undo(next).now.document, redo(next).now.document]).toEqual(['a', 'c']);
  });
});

describe('the document', () => {
  test('keeps the flow while the text is not JSON, and says where it stops', () => {
    const flow = flowOf(log('a'));
    const broken = withText('{ "runwright": 1,', flow, createKeys());
    expect(broken.flow).toBe(flow);
    expect(broken.broken).toMatch(/^line 1, column 18: /);
    expect(textOf(broken)).toBe('{ "runwright": 1,');
    expect(withText('[]', flow, createKeys()).broken).toBe('a flow is an object { … }');
    expect(withText('['.repeat(100_000), null, createKeys()).flow).toBe(NEW_FLOW);
  });

  test('keeps a text as it was typed, and reads back what it writes', () => {
    expect(textOf(withText('{"name":  "x"}', null, createKeys()))).toBe('{"name":  "x"}');
    fc.assert(
      fc.property(someFlow, (flow) => {
        const text = textOf(withFlow(flow));
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(flow)));
        expect(textOf(withFlow(withText(text, null, createKeys()).flow))).toBe(text);
      }),
    );
  });
});

describe('steps as text', () => {
  test('come back as they went', () => {
    fc.assert(
      fc.property(someFlow, (flow) => {
        const steps = Array.isArray(flow.steps) ? flow.steps : [];
        const read = readSteps(stepsText(steps));
        expect(read.ok && JSON.stringify(read.steps)).toBe(JSON.stringify(steps));
        const copies = copiesFor(flow, read.ok ? read.steps : [], createKeys());
        expect(faultsOf({ ...flow, steps: [...steps, ...copies] })).toEqual([]);
      }),
    );
  });

  test.each([
    ['nothing', '', 'not JSON'],
    ['a sentence', 'Buy milk', 'not JSON'],
    ['a number', '7', 'no steps'],
    ['an empty list', '[]', 'no steps'],
    ['something else', '[{ "name": "x" }]', 'no steps'],
    ['something among steps', '[{ "action": "log" }, null]', 'no steps'],
    ['depth without end', '['.repeat(50_000), 'not JSON'],
    [
      'too many steps',
      JSON.stringify(Array.from({ length: 10_001 }, () => ({ action: 'back' }))),
      'too many',
    ],
    ['too much', 'x'.repeat(2_000_001), 'too long'],
  ])('are refused when it is %s', (_what, text, fault) => {
    expect(readSteps(text)).toEqual({ ok: false, fault });
  });

  test('are also read from one step and from a whole flow', () => {
    expect(readSteps('{ "action": "back" }')).toMatchObject({ ok: true, steps: [{ action: 'back' }] });
    expect(readSteps(JSON.stringify(flowOf(log('a'))))).toMatchObject({ ok: true, steps: [log('a')] });
  });

  test('get free ids, and their jumps go along', () => {
    const step = log('a', { id: 'one', onError: { goto: 'one' } });
    const flow = flowOf(step);
    const [copy] = copiesFor(flow, [step], createKeys());
    expect(copy).toMatchObject({ id: 'one2', onError: { goto: 'one2' } });
    expect(step).toMatchObject({ id: 'one' });
  });
});

describe('paths', () => {
  test('are read as they are written', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(99), fc.string())), (keys) => {
        expect(pathKeys(pathText(keys))).toEqual(keys);
      }),
    );
    expect(pathKeys('steps[')).toBeNull();
  });

  test('lead to the innermost step', () => {
    expect(stepOfPath('steps[2].else[0].target[0].role')).toBe('steps[2].else[0]');
    expect(stepOfPath('steps[2].onError.retry')).toBe('steps[2]');
    expect(stepOfPath('steps')).toBeNull();
    expect(stepOfPath('inputs.steps[2]')).toBeNull();
  });
});

describe('mending by the nearest word', () => {
  const mend = (...steps: object[]): unknown => {
    const flow = { ...flowOf(...steps.map((step) => ({ ...step }))), inputs: { query: { type: 'text' } } };
    const parsed = parseFlow(flow);
    const fault = parsed.ok ? undefined : parsed.faults.find(({ nearest }) => nearest !== undefined);
    if (fault === undefined) return 'no fault';
    const next = mended(flow, fault);
    return next === null ? null : [next.steps].flat()[0];
  };

  test.each([
    ['a value', { action: 'click', target: [{ role: 'buton' }] }, { target: [{ role: 'button' }] }],
    ['an action', { action: 'clik', target: [{ css: 'x' }] }, { action: 'click' }],
    ['a key', { action: 'goto', urll: 'https://a.example/' }, { url: 'https://a.example/' }],
    [
      'a name in an expression',
      log('{{ input.qury + 1 }} {{1}}'),
      { message: '{{ input.query + 1 }} {{1}}' },
    ],
    ['the root of a name', log('{{imput.query}}'), { message: '{{input.query}}' }],
  ])('puts %s right', (_what, step, wanted) => {
    expect(mend(step)).toMatchObject(wanted);
  });
});

import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { findFieldWords } from '../../../../renderer/features/editor/forms/field-words.ts';
import { FLOW_SECTIONS } from '../../../../renderer/features/editor/forms/flow-fields.ts';
import { GROUPED, groupsOf } from '../../../../renderer/features/editor/forms/groups.ts';
import { FlowForm, StepForm } from '../../../../renderer/features/editor/forms/index.ts';
import { inputFields } from '../../../../renderer/features/editor/forms/input-fields.ts';
import { numberText, numberValue, unitOf } from '../../../../renderer/features/editor/forms/number-text.ts';
import { blank, type Field, fits, type Shape } from '../../../../renderer/features/editor/forms/shape.ts';
import { stepFields } from '../../../../renderer/features/editor/forms/steps-fields.ts';
import { de } from '../../../../renderer/texts/de/index.ts';
import { en } from '../../../../renderer/texts/en/index.ts';
import { ACTION_TYPES, catalog } from '../../../../shared/actions/catalog.ts';
import { CONTROL_TYPES, controls } from '../../../../shared/flow/control/catalog.ts';
import { parseFlow } from '../../../../shared/flow/parse.ts';
import type { StepType } from '../../../../shared/flow/step.ts';

const TYPES: readonly StepType[] = [...ACTION_TYPES, ...CONTROL_TYPES];

function exampleOf(type: StepType): Record<string, unknown> {
  const all: Record<string, { example: object }> = { ...catalog, ...controls };
  return { action: type, ...all[type]?.example };
}

function fieldsBelow(shape: Shape): Field[] {
  switch (shape.kind) {
    case 'object':
      return shape.fields.flatMap((field) => [field, ...fieldsBelow(field.shape)]);
    case 'record':
      return fieldsBelow(shape.value);
    case 'list':
    case 'some':
      return fieldsBelow(shape.item);
    case 'either':
      return shape.options.flatMap(fieldsBelow);
    default:
      return [];
  }
}

function allFields(type: StepType): Field[] {
  const fields = stepFields(type)?.fields ?? [];
  return fields.flatMap((field) => [field, ...fieldsBelow(field.shape)]);
}

const flowFields: Field[] = [
  ...Object.values(FLOW_SECTIONS)
    .flat()
    .flatMap(({ fields }) => fields),
  ...inputFields('text'),
].flatMap((field) => [field, ...fieldsBelow(field.shape)]);

describe('the words of fields', () => {
  test.each(TYPES)('every key of %s has a label and a line of help', (type) => {
    const without = allFields(type).filter(
      ({ at }) => !findFieldWords(at)?.label || !findFieldWords(at)?.help,
    );
    expect(without.map(({ at }) => at)).toEqual([]);
  });

  test('every key of a flow beside its steps has a label and a line of help', () => {
    expect(flowFields.filter(({ at }) => !findFieldWords(at)?.help).map(({ at }) => at)).toEqual([]);
    expect(flowFields.length).toBeGreaterThan(40);
  });

  test('no words are left for keys that nothing has', () => {
    const places = new Set([...TYPES.flatMap(allFields), ...flowFields].map(({ at }) => at));
    const keys = new Set([...places].map((at) => at.slice(at.lastIndexOf('.') + 1)));
    const unused = Object.keys(en.fieldWords).filter((key) => !places.has(key) && !keys.has(key));
    expect(unused).toEqual([]);
  });

  test('German says every field in its own words', () => {
    for (const [key, [, help]] of Object.entries(en.fieldWords)) {
      const german = Object.entries(de.fieldWords).find(([each]) => each === key)?.[1];
      expect(german?.[1], key).not.toBe('');
      if (help.length > 20) expect(german?.[1], key).not.toBe(help);
    }
  });
});

describe('the fields of a step', () => {
  test.each(TYPES)(
    'the example of %s fits its fields, and none falls back to JSON but what is JSON',
    (type) => {
      const example = exampleOf(type);
      const { fields = [] } = stepFields(type) ?? {};
      const known = new Map(fields.map((field) => [field.key, field]));
      for (const [key, value] of Object.entries(example)) {
        if (key === 'action') continue;
        const field = known.get(key);
        expect(field, key).toBeDefined();
        if (field !== undefined) expect(fits(field.shape, value), `${type}.${key}`).toBe(true);
      }
      const json = fields.filter(({ shape }) => shape.kind === 'json').map(({ at }) => at);
      expect(json).toEqual(type === 'request' ? ['request.json'] : []);
    },
  );

  test.each(TYPES)('the form of %s is drawn with its example and shows no raw key', (type) => {
    const step = exampleOf(type);
    const flow = { runwright: 1, name: 'x', inputs: { name: { type: 'text' } }, steps: [step] };
    let changes = 0;
    const html = renderToStaticMarkup(
      createElement(StepForm, {
        flow,
        step,
        path: 'steps[0]',
        faults: [],
        health: [],
        tools: null,
        onChange: () => changes++,
      }),
    );
    expect(changes).toBe(0);
    const shown = Object.keys(step).filter((key) => key !== 'action');
    for (const field of stepFields(type)?.fields ?? []) {
      if (!shown.includes(field.key) || field.shape.kind === 'steps') continue;
      expect(html, field.at).toContain(escaped(findFieldWords(field.at)?.label ?? 'no label'));
    }
    expect(html).not.toContain('waitUntil');
    expect(html).not.toContain('onError');
  });

  test('a number is read back as it was shown, in the unit of its field', () => {
    for (const type of TYPES) {
      for (const { at, shape } of allFields(type)) {
        if (shape.kind !== 'number') continue;
        for (const value of [0, 1, 100, 1100, 1234, 30_000, 600_000]) {
          expect(numberValue(numberText(value, unitOf(at)), unitOf(at)), at).toBe(value);
        }
      }
    }
  });

  test.each([
    ['10', 'seconds', 10_000],
    ['1.', 'seconds', 1000],
    ['0,5', 'seconds', 500],
    ['50', 'milliseconds', 50],
    ['', 'seconds', undefined],
    ['ten', 'seconds', 'ten'],
    ['{{input.n}}', null, '{{input.n}}'],
    ['1e3', null, '1e3'],
  ] as const)('“%s” in %s means %s', (text, unit, value) => {
    expect(numberValue(text, unit)).toBe(value);
  });

  test('a blank value is of its field’s own kind', () => {
    for (const { at, shape } of [...TYPES.flatMap(allFields), ...flowFields]) {
      expect(fits(shape, blank(shape)), at).toBe(true);
    }
  });

  test('steps inside of steps are the tree’s', () => {
    const kinds = (type: StepType): string[] =>
      (stepFields(type)?.fields ?? []).flatMap(({ key, shape }) => (shape.kind === 'steps' ? [key] : []));
    expect(kinds('if')).toEqual(['then', 'else']);
    expect(kinds('try')).toEqual(['steps', 'onError', 'always']);
  });
});

describe('keys that exclude each other', () => {
  test('are those of the rules of the actions', () => {
    const all: Record<string, { rule?: (value: Record<string, unknown>) => string | undefined }> = {
      ...catalog,
      ...controls,
    };
    for (const [type, spec] of Object.entries(all)) {
      const keys = /^exactly one of (.*) is expected/.exec(spec.rule?.({}) ?? '')?.[1]?.split(', ');
      const group = groupsOf(type).find((each) => each.isOptional !== true);
      expect(group?.keys, type).toEqual(keys);
    }
  });

  test('are keys that are there', () => {
    const places = new Set([...TYPES.flatMap(allFields), ...flowFields].map(({ at }) => at));
    for (const at of GROUPED) {
      for (const key of groupsOf(at).flatMap(({ keys }) => keys))
        expect(places, at).toContain(`${at}.${key}`);
    }
  });
});

describe('a form', () => {
  test('shows a fault at its field, with its mend', () => {
    const step = { action: 'click', target: [{ role: 'buton', name: 'Sign out' }] };
    const flow = { runwright: 1, name: 'x', steps: [step] };
    const parsed = parseFlow(flow);
    const faults = parsed.ok ? [] : parsed.faults;
    const html = renderToStaticMarkup(
      createElement(StepForm, {
        flow,
        step,
        path: 'steps[0]',
        faults,
        health: [],
        tools: null,
        onChange: () => {},
      }),
    );
    expect(html).toContain('Change to “button”');
    expect(html.split('words that may stand here')).toHaveLength(2);
  });

  test('tells an unknown key above its fields', () => {
    const step = { action: 'goto', url: 'https://example.com/', timout: 5 };
    const flow = { runwright: 1, name: 'x', steps: [step] };
    const parsed = parseFlow(flow);
    const faults = parsed.ok ? [] : parsed.faults;
    const html = renderToStaticMarkup(
      createElement(StepForm, {
        flow,
        step,
        path: 'steps[0]',
        faults,
        health: [],
        tools: null,
        onChange: () => {},
      }),
    );
    expect(html).toContain('Change to “timeout”');
  });

  test.each(['about', 'inputs', 'browser', 'retry'] as const)(
    'of the part %s is drawn for any flow',
    (part) => {
      for (const flow of [
        {},
        { inputs: 3, browser: [], retry: 'x' },
        { inputs: { a: 5, b: { type: 'number' } } },
      ]) {
        const html = renderToStaticMarkup(
          createElement(FlowForm, { part, flow, faults: [], onChange: () => {} }),
        );
        expect(html.length).toBeGreaterThan(100);
      }
    },
  );

  test('offers to move up the candidate that heals', () => {
    const step = { action: 'click', target: [{ css: '.a' }, { text: 'A' }] };
    const flow = { runwright: 1, name: 'x', steps: [step] };
    const health = [
      { step: '1', at: 'target', candidate: 'css .a', tried: 20, found: 14, healed: 0, lastAt: 1 },
      { step: '1', at: 'target', candidate: 'text "A"', tried: 6, found: 6, healed: 6, lastAt: 1 },
    ];
    const html = renderToStaticMarkup(
      createElement(StepForm, {
        flow,
        step,
        path: 'steps[0]',
        faults: [],
        health,
        tools: null,
        onChange: () => {},
      }),
    );
    expect(html).toContain('Move 2 to the top');
    expect(html).toContain('14 of 20');
  });
});

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;');
}

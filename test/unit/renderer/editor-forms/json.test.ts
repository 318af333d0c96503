import { describe, expect, test } from 'vitest';
import { placedFaults } from '../../../../renderer/features/editor/json/diagnostics.ts';
import { jsonOffers } from '../../../../renderer/features/editor/json/json-completion.ts';
import { parseJson, placeOf } from '../../../../renderer/features/editor/json/json-places.ts';
import { SchemaWords } from '../../../../renderer/features/editor/json/schema-words.ts';
import { difference, isSameJson } from '../../../../renderer/features/editor/json/text-change.ts';
import { ACTION_TYPES } from '../../../../shared/actions/catalog.ts';
import { CONTROL_TYPES } from '../../../../shared/flow/control/catalog.ts';
import { flowJsonSchema } from '../../../../shared/flow/json-schema.ts';
import { parseFlowText } from '../../../../shared/flow/parse.ts';

const WORDS = new SchemaWords(flowJsonSchema());

/** What is offered at the `|` of a text. */
function offered(marked: string): string[] {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  return (jsonOffers(parseJson(text), text, caret, WORDS)?.offers ?? []).map(({ label }) => label);
}

const FLOW = JSON.stringify(
  { runwright: 1, name: 'x', steps: [{ action: 'click', target: [{ role: 'buton' }] }] },
  null,
  2,
);

function spot(text: string, path: (string | number)[]): string {
  const { from, to } = placeOf(parseJson(text), text, path);
  return text.slice(from, to);
}

describe('the place of a path', () => {
  test('is the value, or the name of a value of several lines', () => {
    expect(spot(FLOW, ['steps', 0, 'target', 0, 'role'])).toBe('"buton"');
    expect(spot(FLOW, ['steps', 0, 'target'])).toBe('"target"');
    expect(spot(FLOW, [])).toBe('{');
  });

  test('is the last one that is there, where the path goes on', () => {
    expect(spot(FLOW, ['name', 'first', 3])).toBe('"x"');
    expect(spot('', ['name'])).toBe('');
  });

  test('of every fault of a flow is found', () => {
    const parsed = parseFlowText(FLOW);
    const marks = placedFaults(parseJson(FLOW), FLOW, parsed.ok ? [] : parsed.faults);
    expect(marks.map(({ from, to, nearest }) => [FLOW.slice(from, to), nearest])).toEqual([
      ['"buton"', 'button'],
    ]);
  });

  test('of a text that is no JSON is where it stops being JSON', () => {
    const text = '{\n  "a": 1,\n}';
    expect(placedFaults(parseJson(text), text, [])).toEqual([
      expect.objectContaining({ from: 10, to: 11, message: expect.stringContaining('comma') }),
    ]);
  });

  test('in a flow of 5,000 lines is found quickly enough to be looked for with every key', () => {
    const steps = Array.from({ length: 1700 }, () => ({ action: 'press', key: 'Enter' }));
    const text = JSON.stringify({ runwright: 1, name: 'x', steps }, null, 1);
    expect(text.split('\n').length).toBeGreaterThan(5000);
    const tree = parseJson(text);
    const faults = Array.from({ length: 1000 }, (_, at) => ({ path: `steps[${at}].key`, message: 'x' }));
    const marks = placedFaults(tree, text, faults);
    expect(marks).toHaveLength(200);
    expect(marks.every(({ from, to }) => text.slice(from, to) === '"Enter"')).toBe(true);
  });
});

describe('completion', () => {
  test('offers the keys of an object that are not there yet', () => {
    const keys = offered('{ "runwright": 1, "na|" }');
    expect(keys).toContain('name');
    expect(keys).toContain('browser');
    expect(keys).not.toContain('runwright');
  });

  test('offers the keys of the step’s own action alone', () => {
    const keys = offered('{ "steps": [{ "action": "fill", | }] }');
    expect(keys).toContain('value');
    expect(keys).toContain('target');
    expect(keys).not.toContain('url');
    expect(keys).not.toContain('action');
  });

  test('offers keys and words inside of steps inside of steps', () => {
    const inside = (text: string): string =>
      `{ "steps": [{ "action": "repeat", "times": 2, "steps": [{ "action": "click", ${text} }] }] }`;
    expect(offered(inside('"but|"'))).toContain('button');
    expect(offered(inside('"button": "|"'))).toEqual(['left', 'right', 'middle']);
    expect(offered(inside('"target": [{ "ro|" }]'))).toContain('role');
    expect(offered(inside('"target": [{ "role": "| }]'))).toContain('button');
  });

  test('offers true and false, and the words of an action', () => {
    expect(offered('{ "browser": { "headless": | } }')).toEqual(['true', 'false']);
    expect(offered('{ "steps": [{ "action": "|" }] }')).toEqual(
      expect.arrayContaining([...ACTION_TYPES, ...CONTROL_TYPES]),
    );
  });

  test('offers whole steps in a list of steps, each with its example', () => {
    const text = '{ "steps": [  ] }';
    const offers = jsonOffers(parseJson(text), text, 13, WORDS)?.offers ?? [];
    expect(offers.map(({ label }) => label)).toEqual([...ACTION_TYPES, ...CONTROL_TYPES]);
    for (const offer of offers) {
      expect(JSON.parse(offer.text)).toMatchObject({ action: offer.label });
      expect(offer.detail).not.toBe('');
      // It is what marks the place of the caret.
      expect(offer.text).not.toContain('|');
    }
  });

  test('writes a name alone before a value that is there', () => {
    const text = '{ "na": "x" }';
    const offer = jsonOffers(parseJson(text), text, 5, WORDS)?.offers.find(({ label }) => label === 'name');
    expect(offer?.text).toBe('"name"');
  });

  test('begins the value of a new key', () => {
    const text = '{ "" }';
    const offers = jsonOffers(parseJson(text), text, 3, WORDS)?.offers ?? [];
    const of = (key: string): string | undefined => offers.find(({ label }) => label === key)?.text;
    expect(of('name')).toBe('"name": "|"');
    expect(of('steps')).toBe('"steps": [|]');
    expect(of('browser')).toBe('"browser": { | }');
    expect(of('runwright')).toBe('"runwright": 1');
  });

  test('offers nothing where nothing is known, nor behind a value', () => {
    expect(offered('{ "name": "x|" }')).toEqual([]);
    expect(offered('{ "name": "x" | }')).toEqual([]);
    expect(offered('|')).toEqual([]);
    expect(offered('{ "other": { "a|": 1 } }')).toEqual([]);
  });
});

describe('a text from outside', () => {
  test.each([
    ['{"a":1}', '{"a":12}'],
    ['', 'abc'],
    ['aaa', 'aa'],
    ['same', 'same'],
  ])('changes %j into %j in one place', (from, to) => {
    const change = difference(from, to);
    expect(from.slice(0, change.from) + change.insert + from.slice(change.to)).toBe(to);
  });

  test('that means the same is known', () => {
    expect(isSameJson('{ "a": 1 }', '{"a":1}')).toBe(true);
    expect(isSameJson('{ "a": 1 }', '{"a":2}')).toBe(false);
    expect(isSameJson('{', '{')).toBe(false);
  });
});

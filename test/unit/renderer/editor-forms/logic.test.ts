import { describe, expect, test } from 'vitest';
import {
  frameText,
  frameValue,
  kindOf,
  withKind,
} from '../../../../renderer/features/editor/forms/candidate-kind.ts';
import { completionAt, withOffer } from '../../../../renderer/features/editor/forms/completion.ts';
import {
  freeName,
  moveItem,
  moveKey,
  renameKey,
  setAt,
  setKey,
} from '../../../../renderer/features/editor/forms/edit.ts';
import { surroundings } from '../../../../renderer/features/editor/forms/known-values.ts';
import { arrange, chooseOfGroup } from '../../../../renderer/features/editor/forms/layout.ts';
import { mendOf } from '../../../../renderer/features/editor/forms/mend.ts';
import { below, faultsLeft, isWithin, keysOf } from '../../../../renderer/features/editor/forms/paths.ts';
import { renameInput } from '../../../../renderer/features/editor/forms/rename-input.ts';
import { stepFields } from '../../../../renderer/features/editor/forms/steps-fields.ts';
import { promotion, ticksOf } from '../../../../renderer/features/editor/forms/target-health.ts';
import { parseFlow } from '../../../../shared/flow/parse.ts';
import { pathText } from '../../../../shared/flow/path-text.ts';
import { Step } from '../../../../shared/flow/step.ts';

const FLOW = {
  runwright: 1,
  name: 'x',
  inputs: { user: { type: 'text', label: 'User' }, password: { type: 'text', secret: true } },
  steps: [
    { action: 'goto', url: 'https://example.com/?{{input.user}}' },
    { action: 'extract', target: [{ css: '.a' }], as: 'price' },
    {
      action: 'extractList',
      items: [{ css: 'li' }],
      fields: { title: {}, cost: {} },
      dataset: 'books',
    },
    {
      action: 'forEach',
      in: { rows: 'books' },
      as: 'book',
      steps: [{ action: 'fill', target: [{ label: 'a' }], value: '' }],
    },
    { action: 'setVariable', name: 'later', value: 1 },
  ],
};

function names(path: string): string[] {
  return surroundings(FLOW, path).values.map(({ root, name }) => `${root}.${name}`);
}

describe('the values that may stand in a step', () => {
  test('are inputs, secrets, surroundings, and what earlier steps give', () => {
    expect(names('steps[0]')).toEqual(['input.user', 'secret.password', 'env.now', 'env.practice']);
    expect(names('steps[2]')).toContain('var.price');
    expect(names('steps[1]')).not.toContain('var.price');
  });

  test('are in a loop also its turn and the columns of its rows', () => {
    const inside = names('steps[3].steps[0]');
    expect(inside).toEqual(expect.arrayContaining(['var.book', 'var.index', 'row.title', 'row.cost']));
    expect(names('steps[4]')).not.toContain('var.book');
  });

  test('are known for any flow, however wrong', () => {
    for (const flow of [{}, { steps: 'x' }, { steps: [1, null, { action: 5 }] }, { inputs: [] }]) {
      expect(surroundings(flow, 'steps[0]').names.row).toBeNull();
    }
  });
});

describe('completion of values', () => {
  const { values } = surroundings(FLOW, 'steps[2]');
  const words = (marked: string): string[] => {
    const caret = marked.indexOf('|');
    return (completionAt(marked.replace('|', ''), caret, values)?.offers ?? []).map(({ word }) => word);
  };
  const chosen = (marked: string, word: string): string => {
    const caret = marked.indexOf('|');
    const text = marked.replace('|', '');
    const completion = completionAt(text, caret, values);
    const offer = completion?.offers.find((each) => each.word === word);
    if (completion === null || offer === undefined) return 'no such offer';
    const next = withOffer(text, completion, offer);
    return `${next.text.slice(0, next.caret)}|${next.text.slice(next.caret)}`;
  };

  test('begins with the second brace', () => {
    expect(words('{|')).toEqual([]);
    expect(words('a {{|')).toEqual(expect.arrayContaining(['input.user', 'var.price', 'trim']));
    expect(words('{{ input.user }} b|')).toEqual([]);
  });

  test('offers what holds the typed letters, best first', () => {
    expect(words('{{pri|')).toEqual(['var.price']);
    expect(words('{{input.|}}')).toEqual(['input.user']);
    expect(words('{{u|')[0]).toBe('upper');
    expect(words('{{zzz|')).toEqual([]);
  });

  test('is silent in a quoted text, behind a whole name and behind a dot of something else', () => {
    expect(words('{{ "us|" }}')).toEqual([]);
    expect(words('{{input.user|}}')).toEqual([]);
    expect(words('{{trim(x).|}}')).toEqual([]);
  });

  test('closes the braces where nothing closes them', () => {
    expect(chosen('a {{us|', 'input.user')).toBe('a {{input.user}}|');
    expect(chosen('{{us|}} b', 'input.user')).toBe('{{input.user|}} b');
    expect(chosen('{{us| and {{input.user}}', 'input.user')).toBe('{{input.user}}| and {{input.user}}');
  });

  test('puts the caret into the brackets of a function', () => {
    expect(chosen('{{tri|', 'trim')).toBe('{{trim(|)}}');
    expect(chosen('{{lo|(input.user)}}', 'lower')).toBe('{{lower|(input.user)}}');
  });
});

describe('mending', () => {
  const mended = (step: Record<string, unknown>): unknown => {
    const flow = { runwright: 1, name: 'x', inputs: { user: { type: 'text' } }, steps: [step] };
    const parsed = parseFlow(flow);
    const [fault] = parsed.ok ? [] : parsed.faults.filter(({ nearest }) => nearest !== undefined);
    if (fault === undefined) return 'no fault';
    return mendOf(fault, { value: step, path: 'steps[0]', schema: Step })?.next;
  };

  test('puts the right word in the place of a wrong one', () => {
    const wrong = { action: 'click', target: [{ role: 'buton', name: 'A' }] };
    expect(mended(wrong)).toEqual({ action: 'click', target: [{ role: 'button', name: 'A' }] });
    expect(mended({ action: 'clik', target: [{ css: 'a' }] })).toMatchObject({ action: 'click' });
  });

  test('renames a wrong key and leaves it in its place', () => {
    const next = mended({ action: 'goto', ulr: 'https://example.com/', note: 'x' });
    expect(Object.keys(Object(next))).toEqual(['action', 'url', 'note']);
  });

  test('corrects the wrong name in an expression and nothing else of the text', () => {
    const step = { action: 'goto', url: 'https://example.com/{{trim(input.usr)}}?user=usr' };
    expect(mended(step)).toMatchObject({ url: 'https://example.com/{{trim(input.user)}}?user=usr' });
    expect(mended({ action: 'goto', url: '{{user}}' })).toMatchObject({ url: '{{input.user}}' });
    expect(mended({ action: 'goto', url: '{{inptu.user}}' })).toMatchObject({ url: '{{input.user}}' });
    expect(mended({ action: 'goto', url: '{{trin(input.user)}}' })).toMatchObject({
      url: '{{trim(input.user)}}',
    });
  });

  test('leaves alone what it does not know', () => {
    const part = { value: { action: 'goto', url: 'x' }, path: 'steps[0]', schema: Step };
    expect(mendOf({ path: 'steps[1].url', message: 'x', nearest: 'y' }, part)).toBeNull();
    expect(mendOf({ path: 'steps[0].url.a', message: 'x', nearest: 'y' }, part)).toBeNull();
    expect(mendOf({ path: 'steps[0].url', message: 'x' }, part)).toBeNull();
  });
});

describe('paths', () => {
  test('are read back as they are written', () => {
    for (const path of [
      ['steps', 2, 'else', 0],
      ['inputs', 'my "key"', 'type'],
      ['a', 'b.c', 3],
    ]) {
      expect(keysOf(pathText(path))).toEqual(path);
      const [first = '', ...rest] = path;
      expect(rest.reduce<string>((text, key) => below(text, key), String(first))).toBe(pathText(path));
    }
    expect(keysOf('a..b')).toBeNull();
  });

  test('lie within another only at a key’s end', () => {
    expect(isWithin('steps[1].url', 'steps[1]')).toBe(true);
    expect(isWithin('steps[10].url', 'steps[1]')).toBe(false);
    expect(isWithin('steps[1].urls', 'steps[1].url')).toBe(false);
  });

  test('keep every fault at one place alone', () => {
    const faults = ['steps[0]', 'steps[0].url', 'steps[0].x', 'steps[1].url'].map((path) => ({
      path,
      message: '',
    }));
    expect(faultsLeft(faults, 'steps[0]', ['steps[0].url']).map(({ path }) => path)).toEqual([
      'steps[0]',
      'steps[0].x',
    ]);
  });
});

describe('edits', () => {
  test('keep the order of keys', () => {
    const object = { a: 1, b: 2, c: 3 };
    expect(Object.keys(renameKey(object, 'b', 'x'))).toEqual(['a', 'x', 'c']);
    expect(renameKey(object, 'b', 'c')).toBe(object);
    expect(Object.keys(moveKey(object, 0, 2))).toEqual(['b', 'c', 'a']);
    expect(Object.keys(setKey(object, 'a', 5))).toEqual(['a', 'b', 'c']);
    expect(setKey(object, 'a', undefined)).toEqual({ b: 2, c: 3 });
  });

  test('change nothing where there is no such place', () => {
    const list = [1, 2];
    expect(moveItem(list, 0, 2)).toBe(list);
    expect(moveItem(list, 5, 0)).toBe(list);
    expect(setAt({ a: [1] }, ['a', 3], 9)).toEqual({ a: [1] });
    expect(setAt({ a: [1] }, ['b', 'c'], 9)).toEqual({ a: [1] });
    expect(setAt({ a: [1] }, ['a', 0], 9)).toEqual({ a: [9] });
  });

  test('find a name that is free', () => {
    expect(freeName('input', [])).toBe('input');
    expect(freeName('input', ['input', 'input2'])).toBe('input3');
  });

  test('of an input’s name are followed everywhere', () => {
    const next = renameInput(FLOW, 'user', 'login');
    expect(Object.keys(next)).toEqual(Object.keys(FLOW));
    expect(Object.keys(Object(next.inputs))).toEqual(['login', 'password']);
    expect(JSON.stringify(next.steps)).toContain('{{input.login}}');
    expect(renameInput(FLOW, 'user', 'password')).toBe(FLOW);
    const texts = {
      ...FLOW,
      steps: [{ action: 'log', message: 'input.user {{secret.user + input.users}}' }],
    };
    expect(JSON.stringify(renameInput(texts, 'user', 'u').steps)).toContain(
      'input.user {{secret.u + input.users}}',
    );
  });
});

describe('a candidate', () => {
  test('keeps its words when its kind changes', () => {
    expect(withKind({ text: 'Search', exact: true }, 'role')).toEqual({
      role: 'button',
      name: 'Search',
      exact: true,
    });
    expect(withKind({ role: 'link', name: 'Next', nth: 1 }, 'css')).toEqual({ css: 'Next', nth: 1 });
    expect(withKind({ label: 'a', exact: true }, 'testId')).toEqual({ testId: 'a' });
    expect(kindOf({})).toBe('text');
  });

  test.each([
    ['#a', '#a'],
    ['#a >> .b', ['#a', '.b']],
    ['', undefined],
  ])('in the frame “%s”', (text, frame) => {
    expect(frameValue(text)).toEqual(frame);
    expect(frameText(frame)).toBe(text);
  });

  test('is moved up only when it heals what the first one misses', () => {
    const good = { tried: 20, found: 20, healed: 0 };
    const bad = { tried: 20, found: 14, healed: 0 };
    const healer = { tried: 6, found: 6, healed: 6 };
    expect(promotion([bad, good, healer])).toEqual({ place: 2, missed: 6, tried: 20, healed: 6 });
    expect(promotion([good, healer])).toBeNull();
    expect(promotion([bad, good])).toBeNull();
    expect(promotion([undefined, healer])).toBeNull();
  });

  test('is shown whole only when it never failed', () => {
    expect([ticksOf(20, 20, 20), ticksOf(999, 1000, 20), ticksOf(1, 1000, 20), ticksOf(0, 9, 20)]).toEqual([
      20, 19, 1, 0,
    ]);
  });
});

describe('the layout of a form', () => {
  const own = stepFields('waitFor');
  const shown = (step: Record<string, unknown>, isOpen = false): string[] =>
    arrange(own?.fields ?? [], own?.groups ?? [], step, new Set(['timeout']), isOpen).items.map((item) =>
      item.kind === 'group' ? `? ${item.chosen}` : item.field.key,
    );

  test('asks which of several keys is meant, and shows that one', () => {
    expect(shown({ action: 'waitFor', text: 'x' })).toEqual(['? text', 'text', 'timeout']);
    expect(shown({ action: 'waitFor' })).toEqual(['? null', 'timeout']);
    expect(shown({ action: 'waitFor', text: 'x', url: 'y' })).toEqual(['? url', 'url', 'text', 'timeout']);
  });

  test('shows all fields on demand', () => {
    expect(shown({ action: 'waitFor', text: 'x' }, true)).toEqual(
      expect.arrayContaining(['state', 'onError', 'once', 'note', 'id']),
    );
  });

  test('puts the chosen key in the place of the other one', () => {
    const { items } = arrange(own?.fields ?? [], own?.groups ?? [], { text: 'x' }, new Set(), false);
    const [item] = items;
    if (item?.kind !== 'group') throw new Error('no group');
    expect(chooseOfGroup(item, { action: 'waitFor', text: 'x', note: 'n' }, 'time')).toEqual({
      action: 'waitFor',
      note: 'n',
      time: 0,
    });
    expect(chooseOfGroup(item, { text: 'x' }, '')).toEqual({});
  });
});

import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../shared/errors.ts';
import { nestedLists, stepPath, withoutNested } from '../../../shared/flow/nested.ts';
import { parseFlow } from '../../../shared/flow/parse.ts';
import { placedSteps } from '../../../shared/flow/placed-steps.ts';
import { describeStep, Step } from '../../../shared/flow/step.ts';

const click = { action: 'click', target: [{ css: '#go' }] };
const cards = { elements: [{ css: '.card' }] };

function faults(...steps: unknown[]): Fault[] {
  const parsed = parseFlow({ runwright: 1, name: 'Test', steps });
  return parsed.ok ? [] : parsed.faults;
}

/** One step in so many others. */
function nested(depth: number): object {
  let step: object = click;
  for (let level = 0; level < depth; level++) step = { action: 'repeat', times: 1, steps: [step] };
  return step;
}

test('steps in steps are read with their defaults, at any depth', () => {
  const parsed = parseFlow({
    runwright: 1,
    name: 'Test',
    steps: [
      {
        action: 'while',
        condition: { visible: [{ css: '#more' }] },
        steps: [{ action: 'try', steps: [{ action: 'forEach', in: [1], steps: [click] }], onError: [] }],
      },
    ],
  });
  expect(parsed).toMatchObject({
    ok: true,
    flow: {
      steps: [
        {
          condition: { timeout: 0 },
          limit: 1000,
          steps: [{ steps: [{ as: 'item', steps: [{ button: 'left', count: 1 }] }] }],
        },
      ],
    },
  });
});

test('every fault comes at once, also inside of misspelt steps, in the order of the file', () => {
  const found = faults(
    {
      action: 'fi',
      condition: { visibel: [] },
      then: [{ action: 'clik', target: [{ role: 'buton' }] }],
      els: [],
    },
    {
      action: 'try',
      steps: [{ action: 'wihle', condition: 'n > 3', steps: [{ action: 'goto', ulr: '/' }] }],
      always: [{ action: 'lgo', message: '' }],
    },
    { action: 'break' },
  );
  expect(found.map(({ path, nearest }) => [path, nearest])).toEqual([
    ['steps[0].action', 'if'],
    ['steps[0].condition.visibel', 'visible'],
    ['steps[0].condition', undefined],
    ['steps[0].els', 'else'],
    ['steps[0].then[0].action', 'click'],
    ['steps[0].then[0].target[0].role', 'button'],
    ['steps[1].steps[0].action', 'while'],
    ['steps[1].steps[0].condition', undefined],
    ['steps[1].steps[0].steps[0].url', undefined],
    ['steps[1].steps[0].steps[0].ulr', 'url'],
    ['steps[1].always[0].action', 'log'],
    ['steps[1].always[0].message', undefined],
    ['steps[2].action', undefined],
  ]);
  for (const { message } of found) expect(message).toMatch(/\.$/);
});

describe('words of other tools', () => {
  test.each([
    ['times', 'repeat'],
    ['loop', 'repeat'],
    ['foreach', 'forEach'],
    ['store', 'setVariable'],
    ['echo', 'log'],
    ['throw', 'fail'],
    ['exit', 'stop'],
  ])('%s is meant as %s', (word, meant) => {
    expect(faults({ action: 'repeat', times: 1, steps: [{ action: word }] })).toContainEqual(
      expect.objectContaining({ path: 'steps[0].steps[0].action', nearest: meant }),
    );
  });
});

describe('single faults', () => {
  test.each<[string, object, string, string, string?]>([
    ['no condition', { action: 'if', then: [click] }, 'steps[0].condition', '“condition” is missing'],
    [
      'a condition that is no expression',
      { action: 'if', condition: 'yes', then: [click] },
      'steps[0].condition',
      'one expression is expected',
    ],
    [
      'a condition with a text around it',
      { action: 'if', condition: 'a {{1}}', then: [click] },
      'steps[0].condition',
      'nothing else',
    ],
    [
      'two looks at the page',
      { action: 'if', condition: { visible: [{ css: 'a' }], hidden: [{ css: 'a' }] }, then: [click] },
      'steps[0].condition',
      'visible and hidden are there',
    ],
    [
      'a wrong target in a condition',
      { action: 'while', condition: { visible: [{ rol: 'x' }] }, steps: [click] },
      'steps[0].condition.visible[0].rol',
      'not known here',
      'role',
    ],
    ['nothing to do', { action: 'if', condition: '{{1}}', then: [] }, 'steps[0].then', 'at least 1 entry'],
    [
      'steps that are no list',
      { action: 'repeat', times: 2, steps: click },
      'steps[0].steps',
      'a list [ … ] is expected',
    ],
    [
      'a step in steps without its action',
      { action: 'repeat', times: 2, steps: [{}] },
      'steps[0].steps[0].action',
      '“action” is missing',
    ],
    [
      'too many times',
      { action: 'repeat', times: 100_001, steps: [click] },
      'steps[0].times',
      'at most 100000',
    ],
    [
      'too high a limit',
      { action: 'while', condition: '{{1}}', limit: 100_001, steps: [click] },
      'steps[0].limit',
      'at most 100000',
    ],
    ['a list of objects', { action: 'forEach', in: [{}], steps: [click] }, 'steps[0].in[0]', 'expected'],
    [
      'two sources',
      { action: 'forEach', in: { rows: 'a', ...cards }, steps: [click] },
      'steps[0].in',
      'rows and elements are there',
    ],
    [
      'a dataset that nothing fills',
      { action: 'forEach', in: { rows: 'books' }, steps: [click] },
      'steps[0].in.rows',
      'no step fills the dataset “books”',
    ],
    [
      'a time for a list',
      { action: 'forEach', in: [1], timeout: 5, steps: [click] },
      'steps[0]',
      '“timeout” goes with “elements” only',
    ],
    [
      'try without a consequence',
      { action: 'try', steps: [click] },
      'steps[0]',
      '“onError” or “always” is missing',
    ],
    [
      'onError of a step instead of steps',
      { action: 'try', steps: [click], onError: 'continue' },
      'steps[0].onError',
      'a list [ … ] is expected',
    ],
    [
      'once on a control step',
      { action: 'repeat', times: 1, steps: [click], once: true },
      'steps[0].once',
      'not known here',
    ],
    [
      'continue outside of a loop',
      { action: 'if', condition: '{{1}}', then: [{ action: 'continue' }] },
      'steps[0].then[0].action',
      'stands in no loop',
    ],
    [
      'a wrong category',
      { action: 'fail', message: 'x', category: 'NetworkEror' },
      'steps[0].category',
      'one of',
      'NetworkError',
    ],
    ['a wrong level', { action: 'log', message: 'x', level: 'WARNN' }, 'steps[0].level', 'one of', 'WARN'],
    [
      'a jump into another list',
      { action: 'repeat', times: 1, steps: [{ ...click, onError: { goto: 'out' } }], id: 'out' },
      'steps[0].steps[0].onError.goto',
      '“out” is the id of steps[0], but a jump stays within its own list',
    ],
    [
      'an id that is taken elsewhere',
      { action: 'repeat', id: 'a', times: 1, steps: [{ ...click, id: 'a' }] },
      'steps[0].steps[0].id',
      '“a” is already the id of steps[0].',
    ],
    [
      'a loop’s name for a value',
      { action: 'repeat', times: 1, steps: [{ action: 'setVariable', name: 'turn', value: 1 }] },
      'steps[0].steps[0].name',
      'choose another name',
    ],
    [
      'a loop’s own name for its entry',
      { action: 'forEach', in: [1], as: 'turn', steps: [click] },
      'steps[0].as',
      'choose another name',
    ],
    [
      'an element of no loop',
      { action: 'click', target: [{ css: 'a', inside: 'card' }] },
      'steps[0].target[0].inside',
      '“card” is no element of a loop',
    ],
    [
      'a misspelt element',
      {
        action: 'forEach',
        in: cards,
        as: 'card',
        steps: [{ action: 'click', target: [{ css: 'a', inside: 'crad' }] }],
      },
      'steps[0].steps[0].target[0].inside',
      'there is card',
      'card',
    ],
    [
      'an entry of a list as an element',
      { action: 'forEach', in: [1], steps: [{ action: 'click', target: [{ css: 'a', inside: 'item' }] }] },
      'steps[0].steps[0].target[0].inside',
      'no element of a loop',
    ],
    [
      'an outer candidate of two kinds',
      { action: 'click', target: [{ css: 'a', inside: { css: 'b', text: 'c' } }] },
      'steps[0].target[0].inside',
      'css',
    ],
  ])('%s', (_name, step, path, message, nearest) => {
    expect(faults(step)).toContainEqual({
      path: expect.stringContaining(path),
      message: expect.stringContaining(message),
      ...(nearest === undefined ? {} : { nearest }),
    });
  });
});

describe('names in values', () => {
  const uses = (value: string): object => ({ action: 'fill', target: [{ css: 'a' }], value });

  test('of a turn and of an entry are known inside their loop alone', () => {
    const value = '{{var.book}}{{var.index}}{{var.turn}}';
    expect(
      faults({
        action: 'forEach',
        in: [1],
        as: 'book',
        steps: [{ action: 'if', condition: '{{var.book}}', then: [uses(value)] }],
      }),
    ).toEqual([]);
    expect(
      faults({ action: 'forEach', in: [1], as: 'book', steps: [click] }, uses(value)).map(({ path }) => path),
    ).toEqual(['steps[1].value', 'steps[1].value', 'steps[1].value']);
  });

  test('of a failure are known in “onError” alone', () => {
    const step = uses('{{var.error.message}}');
    expect(faults({ action: 'try', steps: [click], onError: [step] })).toEqual([]);
    expect(
      faults({ action: 'try', steps: [step], onError: [], always: [step] }).map(({ path }) => path),
    ).toEqual(['steps[0].steps[0].value', 'steps[0].always[0].value']);
  });

  test('of variables are known everywhere, and unknown ones get the nearest in conditions too', () => {
    const set = { action: 'setVariable', name: 'total', value: 0 };
    expect(faults({ action: 'if', condition: '{{1}}', then: [set] }, uses('{{var.total}}'))).toEqual([]);
    expect(faults(set, { action: 'if', condition: '{{var.totl > 1}}', then: [click] })).toMatchObject([
      { path: 'steps[1].condition', nearest: 'var.total' },
    ]);
  });
});

describe('the size of a flow', () => {
  test('ends 20 steps deep', () => {
    expect(faults(nested(20))).toEqual([]);
    const [fault, ...more] = faults(nested(21));
    expect(more).toEqual([]);
    expect(fault).toMatchObject({
      path: `steps[0]${'.steps[0]'.repeat(20)}.steps`,
      message: expect.stringContaining('more than 20 others'),
    });
  });

  test('ends at 10,000 steps in all, wherever they stand', () => {
    const loop = (count: number): object => ({ action: 'repeat', times: 1, steps: Array(count).fill(click) });
    expect(faults(loop(4999), loop(4999))).toEqual([]);
    expect(faults(loop(4999), loop(5000))).toEqual([
      { path: 'steps', message: 'a flow holds at most 10000 steps in all.' },
    ]);
  });

  test('of something that holds itself is told, not followed for ever', () => {
    const step: { action: string; times: number; steps: unknown[] } = {
      action: 'repeat',
      times: 1,
      steps: [],
    };
    step.steps.push(step);
    expect(faults(step)).toMatchObject([{ message: expect.stringContaining('more than 20 others') }]);
  });
});

test('a row that a page brought chooses no file of this computer', () => {
  const upload = (files: string): object => ({ action: 'upload', target: [{ css: 'a' }], files });
  const list = { action: 'extractList', items: [{ css: 'a' }], fields: { x: {} }, dataset: 'd' };
  const loop = (step: object): object => ({
    action: 'forEach',
    in: { rows: 'd' },
    steps: [{ action: 'repeat', times: 1, steps: [step] }],
  });
  expect(
    faults(upload('{{row.x}}'), list, { action: 'repeat', times: 1, steps: [upload('{{row.x}}')] }),
  ).toEqual([]);
  expect(faults(list, loop(upload('{{row.x}}')))).toMatchObject([
    { path: 'steps[1].steps[0].steps[0].files', message: expect.stringContaining('what a page said') },
  ]);
});

test('the lists of a step are numbered through', () => {
  const step = Step.parse({ action: 'if', condition: '{{1}}', then: [click, click], else: [click] });
  expect(nestedLists(step).map(({ key, first }) => [key, first])).toEqual([
    ['then', 1],
    ['else', 3],
  ]);
  expect(withoutNested(step)).toMatchObject({ condition: '{{1}}', then: [], else: [] });
  expect([stepPath('', 4), stepPath('4', 2)]).toEqual(['4', '4.2']);
});

test('onError of an ordinary step is no list of steps', () => {
  expect(nestedLists(Step.parse({ ...click, onError: { retry: 2 } }))).toEqual([]);
});

test('every step of a file is found in the file’s order', () => {
  const steps = [{ action: 'try', steps: [nested(1)], onError: [click], always: [click] }, click];
  expect(placedSteps({ steps }).map(({ path }) => path.slice(1).join(' '))).toEqual([
    '0',
    '0 steps 0',
    '0 steps 0 steps 0',
    '0 onError 0',
    '0 always 0',
    '1',
  ]);
});

test.each([
  [{ action: 'if', condition: '{{ var.n > 3 }}', then: [click] }, 'If var.n > 3'],
  [
    { action: 'if', condition: { hidden: [{ text: 'Wait' }], timeout: 2500 }, then: [click] },
    'If “Wait” is not visible within 2.5 s',
  ],
  [
    { action: 'while', condition: { visible: [{ role: 'button', name: 'More' }] }, steps: [click] },
    'Repeat while “More” is visible',
  ],
  [{ action: 'repeat', times: 1, steps: [click] }, 'Repeat 1 time'],
  [{ action: 'repeat', times: '{{input.n}}', steps: [click] }, 'Repeat {{input.n}} times'],
  [
    { action: 'forEach', in: { rows: 'books' }, as: 'book', steps: [click] },
    'For each book of the rows of books',
  ],
  [{ action: 'forEach', in: cards, steps: [click] }, 'For each item of css .card'],
  [{ action: 'forEach', in: '{{var.list}}', steps: [click] }, 'For each item of var.list'],
  [{ action: 'forEach', in: ['a'], steps: [click] }, 'For each item of 1 value'],
  [{ action: 'try', steps: [click], onError: [] }, 'Try, and go on after a failure'],
  [{ action: 'setVariable', name: 'a', value: ['x', 1] }, 'Set a to ["x",1]'],
  [{ action: 'setVariable', name: 'a', value: 'x' }, 'Set a to “x”'],
  [{ action: 'stop' }, 'End the job'],
])('%j reads “%s”', (step, line) => {
  expect(describeStep(Step.parse(step))).toBe(line);
});

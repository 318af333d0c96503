import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type KnownNames,
  renderTemplate,
  singleExpression,
  templateFaults,
  templateValue,
} from '../../../shared/flow/template.ts';

const scope = {
  input: { user: 'Ada', count: 3, empty: null },
  row: { 'First name': 'Grace', price: '12.5', tags: ['a', 'b'] },
  var: {},
  secret: { pin: '1234' },
  env: { now: '2025-01-01T00:00:00.000Z' },
};

describe('values', () => {
  test.each([
    ['no braces', 'no braces'],
    ['Hello {{input.user}}!', 'Hello Ada!'],
    ['{{ input.user }}{{input.count}}', 'Ada3'],
    ['{{input.empty}}', ''],
    ["{{row['First name']}}", 'Grace'],
    ['{{row.tags[1]}}', 'b'],
    ["{{'}}'}}", '}}'],
    ['{{input.count * 2 + 1}}', '7'],
    ['{{row.price * 2}}', '25'],
    ['{{input.count + 1}}', '4'],
    ["{{'n' + input.count}}", 'n3'],
    ['{{input.count == "3" ? "yes" : "no"}}', 'yes'],
    ['{{row.price > 9 && input.count < 5}}', 'true'],
    ['{{!input.empty}}', 'true'],
    ['{{upper(trim("  a "))}}', 'A'],
    ['{{round(10 / 3, 2)}}', '3.33'],
    ['{{replace("a-b-c", "-", "$&")}}', 'a$&b$&c'],
    ['{{join(row.tags, "+")}}', 'a+b'],
    ['{{length(input.user)}}', '3'],
    ['{{join(split(" a, b ,,c "), "+")}}', 'a+b+c'],
    ['{{split("a b", " ")[1]}}', 'b'],
    ['{{length(split(""))}}', '0'],
    ['{{includes(row.tags, "b")}}', 'true'],
    ['{{includes(row.tags, "c")}}', 'false'],
    ['{{includes("Sold out", "old")}}', 'true'],
    ['{{default(row.missing, "none")}}', 'none'],
    ['{{default(input.empty, 0)}}', '0'],
  ])('%s → %s', (text, rendered) => {
    expect(renderTemplate(text, scope)).toBe(rendered);
  });
});

describe('values with their kind', () => {
  test.each<[string, unknown]>([
    ['{{input.count}}', 3],
    [' {{row.tags}} ', ['a', 'b']],
    ['{{input.count > 2}}', true],
    ['{{row.missing}}', undefined],
    ['n = {{input.count}}', 'n = 3'],
    ['plain', 'plain'],
  ])('%s is %j', (text, value) => {
    expect(templateValue(text, scope)).toEqual(value);
  });

  test.each([
    ['{{a}}', 'a'],
    [' {{ a + "}}" }} ', ' a + "}}" '],
    ['{{a}}{{b}}', null],
    ['x{{a}}', null],
    ['a', null],
    ['', null],
    ['{{a', null],
  ])('the one expression of “%s” is %j', (text, source) => {
    expect(singleExpression(text)).toBe(source);
  });
});

describe('nothing outside the scope can be reached', () => {
  test.each([
    ['{{input.constructor}}', /has no value/],
    ['{{input.__proto__}}', /has no value/],
    ["{{input['constructor']['constructor']('return 1')()}}", /not a function/],
    ['{{constructor}}', /has no value/],
    ['{{toString}}', /has no value/],
    ['{{"a".constructor}}', /has no value/],
    ['{{row.tags.map}}', /has no value/],
    ['{{process.env}}', /has no value/],
    ['{{globalThis}}', /has no value/],
    ['{{this}}', /do not have/],
    ['{{alert(1)}}', /no function “alert”/],
    ['{{input.user.toString()}}', /not a function/],
    ['{{[1,2]}}', /do not have/],
    ['{{1; 2}}', /do not have/],
    ['{{1 << 2}}', /do not have/],
    ['{{ }}', /nothing between/],
    ['{{input.user', /no “}}”/],
    ['{{1 / 0}}', /divided by 0/],
    ['{{input.user - 1}}', /not a number/],
    ['{{upper()}}', /takes 1 values/],
  ])('%s is refused', (text, message) => {
    expect(() => renderTemplate(text, scope)).toThrow(message);
  });

  test('a getter is never run', () => {
    const trap = {
      get x(): string {
        throw new Error('the getter ran');
      },
    };
    expect(() => renderTemplate('{{input.x}}', { input: trap })).toThrow(/has no value/);
  });

  test('any text renders or is refused with a sentence, and never does anything else', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (expression) => {
        try {
          expect(typeof renderTemplate(`{{${expression}}}`, scope)).toBe('string');
        } catch (error) {
          expect(error).toMatchObject({ name: 'TemplateError' });
        }
      }),
    );
  });
});

test('a missing value names what there is and the nearest', () => {
  expect(() => renderTemplate('{{row.prise}}', scope)).toThrow(
    expect.objectContaining({
      message: '{{row.prise}} has no value: there is First name, price, tags.',
      nearest: 'price',
    }),
  );
});

test('every value is told with the names that it was made from', () => {
  const heard: [string, readonly string[]][] = [];
  renderTemplate('{{input.user}} {{upper(secret.pin) + "x"}}', scope, (value, names) =>
    heard.push([value, names]),
  );
  expect(heard).toEqual([
    ['Ada', ['input.user']],
    ['1234x', ['secret.pin']],
  ]);
});

describe('faults', () => {
  const known: KnownNames = { input: ['user'], secret: ['pin'], var: [], row: null, env: ['now'] };
  test.each([
    ['{{input.usr}}', '“input.usr” is not known: there is user.', 'input.user'],
    ['{{secret.pan}}', '“secret.pan” is not known: there is pin.', 'secret.pin'],
    [
      '{{inptu.user}}',
      '“inptu” is not known: names begin with input, row, var, secret, env and a dot.',
      'input',
    ],
    [
      '{{user}}',
      '“user” is not known: names begin with input, row, var, secret, env and a dot.',
      'input.user',
    ],
    ['{{var.x}}', '“var.x” is not known: there is none.', undefined],
    ['{{uper(input.user)}}', expect.stringContaining('no function “uper”'), 'upper'],
  ])('%s', (text, message, nearest) => {
    const fault = nearest === undefined ? { message } : { message, nearest };
    expect(templateFaults(text, known)).toEqual([fault]);
  });

  test('all of a text are found at once, and a right text has none', () => {
    expect(templateFaults('{{input.a}} {{input.b}} {{(}}', known).length).toBe(3);
    expect(templateFaults("{{row.anything}} {{row['x y']}} {{input.user}} {{env.now}}", known)).toEqual([]);
  });
});

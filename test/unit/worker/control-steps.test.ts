import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakePage } from '../../support/fake-page.ts';
import {
  click,
  failing,
  type GivenSteps,
  press,
  pressed,
  seeing,
  set,
  setUpSteps,
} from '../../support/steps-bench.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-control-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const setUp = (given: Omit<GivenSteps, 'folder'>) => setUpSteps({ ...given, folder });
const run = (steps: unknown[], given: Partial<GivenSteps> = {}) => setUp({ ...given, steps }).finish();

describe('if', () => {
  const step = {
    action: 'if',
    condition: '{{var.n > 3}}',
    then: [press('a'), press('b')],
    else: [press('c')],
  };

  test('runs “then” or “else”, numbered through, and is on record itself', async () => {
    const yes = await run([set('n', 4), step, press('z')]);
    expect(pressed(yes.page)).toEqual(['a', 'b', 'z']);
    expect(yes.steps.map(({ path, title, state }) => `${path} ${title}: ${state}`)).toEqual([
      '1 Set n to 4: done',
      '2 If var.n > 3: done',
      '2.1 Press a: done',
      '2.2 Press b: done',
      '3 Press z: done',
    ]);
    const no = await run([set('n', 3), step, press('z')]);
    expect(no.steps.map(({ path }) => path)).toEqual(['1', '2', '2.3', '3']);
    expect(pressed(no.page)).toEqual(['c', 'z']);
  });

  test('does nothing where there is no “else”', async () => {
    const { end, page } = await run([{ action: 'if', condition: '{{0}}', then: [press('a')] }, press('z')]);
    expect([end, pressed(page)]).toEqual(['done', ['z']]);
  });

  test('looks at the page once, now, when no time is given', async () => {
    const of = (condition: object) => [{ action: 'if', condition, then: [press('a')], else: [press('b')] }];
    const visible = { visible: [{ css: '#x' }] };
    const hidden = { hidden: [{ css: '#x' }] };
    expect(pressed((await run(of(visible), { page: seeing('#x') })).page)).toEqual(['a']);
    expect(pressed((await run(of(visible))).page)).toEqual(['b']);
    expect(pressed((await run(of(hidden), { page: seeing('#x') })).page)).toEqual(['b']);
    const { page } = await run(of(hidden));
    expect(page.done).toEqual(['isVisible css #x', 'press a']);
  });

  test('waits for the page as long as it is told', async () => {
    const page = new FakePage();
    const running = setUp({
      page,
      steps: [{ action: 'if', condition: { visible: [{ css: '#x' }], timeout: 1000 }, then: [press('a')] }],
    });
    await running.clock.advanceAsync(500);
    page.visible.add('css #x');
    await running.clock.advanceAsync(100);
    await running.finish();
    expect(pressed(page)).toEqual(['a']);
  });

  test('a value that is not there yet is no, not a failure', async () => {
    const { end, page } = await run([
      { action: 'if', condition: '{{var.later}}', then: [press('a')], else: [press('b')] },
      set('later', true),
    ]);
    expect([end, pressed(page)]).toEqual(['done', ['b']]);
  });

  test('a failure inside fails the step around it too, with the place and one picture of the first', async () => {
    const { end, steps, session } = await run([{ action: 'if', condition: '{{1}}', then: [click('#a')] }], {
      page: failing({ '#a': 1 }),
    });
    expect(end).toMatchObject({ error: { step: '1.1', message: '#a is not there.' } });
    expect(steps.map(({ path, state, error }) => [path, state, error?.step])).toEqual([
      ['1', 'failed', '1.1'],
      ['1.1', 'failed', '1.1'],
    ]);
    expect([session.done, readdirSync(folder)]).toEqual([
      ['screenshot'],
      ['failure-step-1.1.html', 'failure-step-1.1.png'],
    ]);
  });
});

describe('try', () => {
  const failingStep = click('#a');

  test('goes on with “onError”, which knows the failure, and then with “always”', async () => {
    const { end, page, steps, results } = await run(
      [
        {
          action: 'try',
          steps: [press('1'), failingStep, press('never')],
          onError: [
            set('why', '{{var.error.category}} {{var.error.step}} {{var.error.message}}'),
            press('2'),
          ],
          always: [press('3')],
        },
        press('z'),
      ],
      { page: failing({ '#a': 1 }) },
    );
    expect(end).toBe('done');
    expect(results).toEqual({ why: 'TimeoutError 1.2 #a is not there.' });
    expect(pressed(page)).toEqual(['1', '2', '3', 'z']);
    expect(steps.map(({ path, state }) => `${path} ${state}`)).toEqual([
      '1 done',
      '1.1 done',
      '1.2 failed',
      '1.4 done',
      '1.5 done',
      '1.6 done',
      '2 done',
    ]);
  });

  test('without a failure “onError” is left out', async () => {
    const { page } = await run([
      { action: 'try', steps: [press('1')], onError: [press('2')], always: [press('3')] },
    ]);
    expect(pressed(page)).toEqual(['1', '3']);
  });

  test('an empty “onError” makes a failure harmless', async () => {
    const { end } = await run([{ action: 'try', steps: [failingStep], onError: [] }], {
      page: failing({ '#a': 1 }),
    });
    expect(end).toBe('done');
  });

  test('without “onError” the failure goes on, after “always”', async () => {
    const { end, page } = await run(
      [{ action: 'try', steps: [failingStep], always: [press('3')] }, press('z')],
      {
        page: failing({ '#a': 1 }),
      },
    );
    expect([end, pressed(page)]).toMatchObject([{ error: { step: '1.1' } }, ['3']]);
  });

  test('a failure in “onError” ends the attempt, after “always”', async () => {
    const { end, page } = await run(
      [{ action: 'try', steps: [failingStep], onError: [click('#b')], always: [press('3')] }],
      { page: failing({ '#a': 1, '#b': 1 }) },
    );
    expect([end, pressed(page)]).toMatchObject([
      { error: { step: '1.2', message: '#b is not there.' } },
      ['3'],
    ]);
  });

  test('break, continue and stop go through it, after “always”', async () => {
    const { end, page } = await run([
      {
        action: 'forEach',
        in: ['continue', 'break', 'never'],
        steps: [
          {
            action: 'try',
            steps: [
              {
                action: 'if',
                condition: "{{var.item == 'continue'}}",
                then: [{ action: 'continue' }],
                else: [{ action: 'break' }],
              },
            ],
            always: [press('{{var.item}}')],
          },
          press('behind'),
        ],
      },
      { action: 'try', steps: [{ action: 'stop' }], always: [press('end')] },
      press('never'),
    ]);
    expect([end, pressed(page)]).toEqual(['stopped', ['continue', 'break', 'end']]);
  });
});

describe('the plain ones', () => {
  test('setVariable keeps the kind of a value, and gives it to the result', async () => {
    const { results } = await run([
      set('n', '{{2 + 3}}'),
      set('text', 'n is {{var.n}}'),
      set('list', ['a', '{{var.n + 1}}', true]),
      set('none', null),
    ]);
    expect(results).toEqual({ n: 5, text: 'n is 5', list: ['a', 6, true], none: null });
  });

  test('a value that grows without end is refused', async () => {
    const { end } = await run([
      set('x', 'a long text, doubled again and again'),
      { action: 'repeat', times: 100, steps: [set('x', '{{var.x + var.x}}')] },
    ]);
    expect(end).toMatchObject({ error: { message: 'The value of “x” has more than 1000000 characters.' } });
  });

  test('a value made from a secret is a secret: in titles, in lines, and in the result', async () => {
    const { end, steps, lines, results, page } = await run(
      [
        set('code', '{{upper(secret.pin)}}'),
        set('again', '{{var.code}}'),
        { action: 'fill', target: [{ css: '#a' }], value: '{{var.again}}' },
        { action: 'log', message: 'The code is {{var.code}}.' },
        { action: 'forEach', in: "{{split(secret.pin, 't')}}", steps: [press('{{var.item}}')] },
      ],
      { inputs: { pin: 'hunter2' }, more: { inputs: { pin: { type: 'text', secret: true } } } },
    );
    expect(end).toBe('done');
    expect(page.done).toEqual(['fill css #a = HUNTER2', 'press hun', 'press er2']);
    expect(lines).toContain('INFO 4: The code is •••.');
    expect(JSON.stringify([steps, lines, results])).not.toMatch(/hunter2|\bhun\b|\ber2\b/i);
  });

  test('log writes a line of its level', async () => {
    const { lines } = await run([{ action: 'log', level: 'WARN', message: 'It is {{1 + 1}}.' }]);
    expect(lines).toContain('WARN 1: It is 2.');
  });

  test('stop ends the flow as completed, from any depth, and says why', async () => {
    const { end, page, lines, steps } = await run([
      {
        action: 'repeat',
        times: 5,
        steps: [press('a'), { action: 'stop', message: 'Enough of {{var.turn}}.' }],
      },
      press('never'),
    ]);
    expect([end, pressed(page)]).toEqual(['stopped', ['a']]);
    expect(lines).toContain('INFO 1.2: The job ends here, as the flow says. Enough of 1.');
    expect(steps.every(({ state }) => state === 'done')).toBe(true);
  });

  test('fail fails with its sentence and its category', async () => {
    const { end } = await run([
      { action: 'fail', message: 'Shop {{1}} is closed.', category: 'NetworkError' },
    ]);
    expect(end).toMatchObject({
      error: { category: 'NetworkError', message: 'Shop 1 is closed.', step: '1' },
    });
  });
});

describe('a disabled step', () => {
  test('is skipped with all inside of it, on record and in the log, and the job goes on', async () => {
    const { end, page, steps, lines } = await run([
      { action: 'repeat', times: 2, steps: [press('a')], disabled: true },
      { ...press('b'), disabled: true },
      press('c'),
    ]);
    expect([end, pressed(page)]).toEqual(['done', ['c']]);
    expect(steps.map(({ path, state }) => `${path} ${state}`)).toEqual(['1 skipped', '2 skipped', '3 done']);
    expect(lines).toContain('INFO 2: Disabled: skipped.');
  });

  test('inside of another one leaves the others as they are, turn after turn', async () => {
    const { page } = await run([
      { action: 'repeat', times: 2, steps: [press('a'), { ...press('b'), disabled: true }, press('c')] },
    ]);
    expect(pressed(page)).toEqual(['a', 'c', 'a', 'c']);
  });

  test('still is where a failure leads, and the job goes on behind it', async () => {
    const { end, page } = await run(
      [
        { ...click('#gone'), onError: { goto: 'there' } },
        press('left out'),
        { ...press('b'), id: 'there', disabled: true },
        press('c'),
      ],
      { page: failing({ '#gone': 9 }) },
    );
    expect([end, pressed(page)]).toEqual(['done', ['c']]);
  });
});

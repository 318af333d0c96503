import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakePage } from '../../support/fake-page.ts';
import { settle } from '../../support/settle.ts';
import {
  click,
  failing,
  type GivenSteps,
  NO_PICTURES,
  press,
  pressed,
  seeing,
  set,
  setUpSteps,
} from '../../support/steps-bench.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-loops-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const setUp = (given: Omit<GivenSteps, 'folder'>) => setUpSteps({ ...given, folder });
const run = (steps: unknown[], given: Partial<GivenSteps> = {}) => setUp({ ...given, steps }).finish();

describe('loops', () => {
  test('repeat runs its steps so often, and every record says in which turn', async () => {
    const { page, steps, lines } = await run([
      { action: 'repeat', times: 2, steps: [press('{{var.index}}{{var.turn}}')] },
    ]);
    expect(pressed(page)).toEqual(['01', '12']);
    expect(steps.map(({ path, title }) => `${path} ${title}`)).toEqual([
      '1 Repeat 2 times',
      '1.1 Press 01 (turn 1 of 2)',
      '1.1 Press 12 (turn 2 of 2)',
    ]);
    expect(lines).toContain('INFO 1: Turn 2 of 2.');
  });

  test('the record of a loop shows how far it is while it runs', async () => {
    const page = new FakePage();
    page.before = (verb) => (verb === 'press 2' ? new Promise(() => undefined) : undefined);
    const running = setUp({
      page,
      steps: [{ action: 'repeat', times: '{{1 + 2}}', steps: [press('{{var.turn}}')] }],
    });
    await settle();
    running.clock.advance(50);
    await settle();
    const loop = running.batches.flatMap(({ steps }) => steps).filter(({ path }) => path === '1');
    expect(loop.at(-1)).toMatchObject({ state: 'running', title: 'Repeat 3 times (turn 2 of 3)' });
    running.stop.abort(new Error('stop'));
    await running.finish();
  });

  test.each([['{{"many"}}'], ['{{0 - 1}}'], ['{{1.5}}'], ['{{100001}}']])(
    'repeat refuses %s times',
    async (times) => {
      const { end } = await run([{ action: 'repeat', times, steps: [press('a')] }]);
      expect(end).toMatchObject({ error: { message: expect.stringContaining('A whole number of times') } });
    },
  );

  test('while asks before each turn', async () => {
    const { page, end } = await run([
      set('n', 0),
      { action: 'while', condition: '{{var.n < 3}}', steps: [press('a'), set('n', '{{var.n + 1}}')] },
    ]);
    expect([end, pressed(page)]).toEqual(['done', ['a', 'a', 'a']]);
  });

  test('while fails at its limit and says so', async () => {
    const { end, page } = await run(
      [{ action: 'while', condition: { visible: [{ css: '#more' }] }, limit: 3, steps: [press('a')] }],
      { page: seeing('#more') },
    );
    expect(end).toMatchObject({
      error: {
        step: '1',
        message: 'The condition is still so after 3 turns, which is the limit of the step.',
      },
    });
    expect(pressed(page)).toEqual(['a', 'a', 'a']);
  });

  test('break leaves the innermost loop, continue begins its next turn', async () => {
    const { page, end } = await run([
      {
        action: 'repeat',
        times: 2,
        steps: [
          {
            action: 'forEach',
            in: ['a', 'b', 'c', 'd'],
            steps: [
              { action: 'if', condition: "{{var.item == 'b'}}", then: [{ action: 'continue' }] },
              { action: 'if', condition: "{{var.item == 'd'}}", then: [{ action: 'break' }, press('never')] },
              press('{{var.item}}'),
            ],
          },
          press('{{var.turn}}'),
        ],
      },
    ]);
    expect([end, pressed(page)]).toEqual(['done', ['a', 'c', '1', 'a', 'c', '2']]);
  });

  test('forEach goes through a list that a value holds, keeping the kinds of its entries', async () => {
    const { page } = await run(
      [
        { action: 'forEach', in: "{{split(input.words, ';')}}", as: 'word', steps: [press('{{var.word}}')] },
        { action: 'forEach', in: [1, 2], steps: [press('{{var.item + 1}}')] },
      ],
      { inputs: { words: 'x; y;;' }, more: { inputs: { words: { type: 'text' } } } },
    );
    expect(pressed(page)).toEqual(['x', 'y', '2', '3']);
  });

  test('forEach fails on a value that is no list', async () => {
    const { end } = await run([set('n', 5), { action: 'forEach', in: '{{var.n}}', steps: [press('a')] }]);
    expect(end).toMatchObject({
      error: { message: 'A list is expected, but the value is 5.', mend: expect.stringContaining('split(') },
    });
  });

  test('forEach goes through the rows of a dataset, which stand in the place of the job’s row', async () => {
    const page = new FakePage();
    page.pages = [[['A'], ['B']]];
    const { done } = (
      await run(
        [
          press('{{row.title}}'),
          { action: 'extractList', items: [{ css: 'li' }], fields: { title: {} }, dataset: 'books' },
          {
            action: 'forEach',
            in: { rows: 'books' },
            as: 'book',
            steps: [press('{{row.title}}{{var.book.title}}')],
          },
          press('{{row.title}}'),
        ],
        { page, row: { title: 'own' } },
      )
    ).page;
    expect(done.filter((verb) => verb.startsWith('press'))).toEqual([
      'press own',
      'press AA',
      'press BB',
      'press own',
    ]);
  });

  test('forEach goes through elements: targets inside the current one, and its text as the value', async () => {
    const page = new FakePage();
    page.pages = [[[' Salt '], ['Moss']]];
    page.candidate = 1;
    const { steps } = await run(
      [
        {
          action: 'forEach',
          in: { elements: [{ css: '.x' }, { css: '.card' }] },
          as: 'card',
          steps: [{ action: 'click', target: [{ role: 'link', inside: 'card' }] }, press('{{var.card}}')],
        },
      ],
      { page },
    );
    expect(page.done).toEqual([
      'readList text css .x',
      'click left 1 role link inside css .card (number 1)',
      'press Salt',
      'click left 1 role link inside css .card (number 2)',
      'press Moss',
    ]);
    expect(steps[1]).toMatchObject({ path: '1.1', target: 'role link inside css .card (number 1)' });
  });

  test('no element is no failure where the step says so', async () => {
    const running = setUp({
      steps: [
        {
          action: 'forEach',
          in: { elements: [{ css: '.card' }] },
          mayBeEmpty: true,
          timeout: 500,
          steps: [press('a')],
        },
      ],
    });
    await running.clock.advanceAsync(500);
    const { end, page, lines } = await running.finish();
    expect([end, pressed(page)]).toEqual(['done', []]);
    expect(lines).toContain('INFO 1: There is no css .card.');
  });

  test('a failure that is tried again or passed over in a turn does not end the loop', async () => {
    const { end, steps } = await run(
      [
        {
          action: 'repeat',
          times: 2,
          steps: [click('#a', { onError: { retry: 1 } }), click('#b', { onError: 'continue' })],
        },
      ],
      { page: failing({ '#a': 1, '#b': 2 }), more: NO_PICTURES },
    );
    expect(end).toBe('done');
    expect(steps.map(({ path, state }) => `${path} ${state}`)).toEqual([
      '1 done',
      '1.1 failed',
      '1.1 done',
      '1.2 failed',
      '1.1 done',
      '1.2 failed',
    ]);
  });

  test('the loop itself can be tried again, from its first turn, or passed over', async () => {
    const loop = { action: 'repeat', times: 2, steps: [press('{{var.turn}}'), click('#a')] };
    const again = await run([{ ...loop, onError: { retry: 1 } }], {
      page: failing({ '#a': 1 }),
      more: NO_PICTURES,
    });
    expect([again.end, pressed(again.page)]).toEqual(['done', ['1', '1', '2']]);
    const over = await run([{ ...loop, onError: 'continue' }, press('z')], {
      page: failing({ '#a': 1 }),
      more: NO_PICTURES,
    });
    expect([over.end, pressed(over.page)]).toEqual(['done', ['1', 'z']]);
  });

  test('a jump stays in its own list', async () => {
    const { end, page } = await run(
      [
        {
          action: 'repeat',
          times: 2,
          steps: [
            click('#a', { onError: { goto: 'end' } }),
            press('skipped'),
            { ...press('{{var.turn}}'), id: 'end' },
          ],
        },
      ],
      { page: failing({ '#a': 1 }), more: NO_PICTURES },
    );
    expect([end, pressed(page)]).toEqual(['done', ['1', 'skipped', '2']]);
  });

  test('the values of a turn are gone behind the loop, and what it covered is back', async () => {
    const { results, page } = await run([
      { action: 'forEach', in: ['a'], steps: [set('last', '{{var.item}}')] },
      set('item', 'mine'),
      { action: 'forEach', in: ['b'], steps: [press('{{var.item}}')] },
      press('{{var.item}}'),
    ]);
    expect(pressed(page)).toEqual(['b', 'mine']);
    expect(results).toEqual({ last: 'a', item: 'mine' });
  });
});

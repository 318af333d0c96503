import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { FlowSteps } from '../../../../renderer/features/flows/flow-steps.tsx';
import { stepDetail } from '../../../../renderer/features/flows/step-detail.ts';
import { CONTROL_TYPES, controls } from '../../../../shared/flow/control/catalog.ts';
import { Step } from '../../../../shared/flow/step.ts';

const press = (key: string): object => ({ action: 'press', key });

/** The words of a list of steps, as they stand one below the other. */
function wordsOf(steps: object[]): string[] {
  const html = renderToStaticMarkup(
    createElement(FlowSteps, { steps: steps.map((step) => Step.parse(step)) }),
  );
  return html
    .replaceAll(/<svg.*?<\/svg>/g, '')
    .replaceAll(/<[^>]+>/g, '\n')
    .split('\n')
    .filter((word) => word !== '');
}

describe('the steps of a flow', () => {
  it('show what stands inside a step, numbered as the runner numbers it', () => {
    const words = wordsOf([
      press('a'),
      {
        action: 'try',
        steps: [{ action: 'if', condition: '{{1}}', then: [press('b')], else: [press('c')] }],
        onError: [],
        always: [press('d')],
      },
    ]);
    expect(words).toEqual([
      'Steps',
      ...['1', 'Press a', 'press'],
      ...['2', 'Try, and go on after a failure', 'try'],
      ...['2.1', 'If 1', 'if', '2.1.1', 'Press b', 'press', 'otherwise', '2.1.2', 'Press c', 'press'],
      ...['after a failure', 'nothing', 'in any case', '2.2', 'Press d', 'press'],
    ]);
  });

  it.each(CONTROL_TYPES)('show %s in words', (type) => {
    const words = wordsOf([{ action: type, ...controls[type].example }]);
    expect(words.slice(0, 2)).toEqual(['Steps', '1']);
    expect(words[2]).toMatch(/^[A-Z]/);
    expect(words[3]).toMatch(new RegExp(`^${type}`));
  });
});

it.each([
  [{ action: 'while', condition: '{{1}}', limit: 5, steps: [press('a')] }, 'while · at most 5 turns'],
  [
    { action: 'if', condition: { hidden: [{ css: '#a' }, { css: '#b' }] }, then: [press('a')] },
    'if css #a · 2 candidates',
  ],
  [{ action: 'forEach', in: { elements: [{ css: 'li' }] }, steps: [press('a')] }, 'forEach css li'],
  [{ action: 'forEach', in: { rows: 'books' }, steps: [press('a')] }, 'forEach'],
  [{ action: 'goto', url: 'http://a.test' }, 'goto http://a.test'],
  [{ action: 'click', target: [{ css: '#a' }] }, 'click css #a'],
])('the second line of %j is “%s”', (step, line) => {
  expect(stepDetail(Step.parse(step))).toBe(line);
});

import type { Locator } from 'playwright-core';
import { ActionFailure } from '../../../shared/actions/run.ts';
import { candidateText, type Target } from '../../../shared/flow/target.ts';
import { cleanMessage, seconds } from '../classify.ts';
import { lookAt, notFound } from './locate.ts';

/** What Playwright waited for in vain, found in its call log: newest last. */
const OBSTACLES: readonly (readonly [RegExp, (found: RegExpExecArray) => string, string])[] = [
  [
    /(<[^\n]{1,200}?>)[^\n]* intercepts pointer events/g,
    (found) => `is covered by ${short(found[1] ?? 'another element')}`,
    'Close what covers it first (a cookie banner, a dialog, a menu) with a step of its own.',
  ],
  [
    /did not find some options/g,
    () => 'has no such option',
    'Look at the options of the list in the page: label and value must be written as they are there.',
  ],
  [
    /element is not enabled/g,
    () => 'is disabled',
    'Fill in first what the page waits for, or wait until the element is enabled.',
  ],
  [
    /element is not editable/g,
    () => 'cannot be edited',
    'Choose the field that takes the text, or do first what unlocks it.',
  ],
  [
    /element is not stable/g,
    () => 'does not stop moving',
    'Wait until the page has come to rest, or give the step more time.',
  ],
  [
    /element is outside of the viewport/g,
    () => 'cannot be scrolled into view',
    'Make the viewport larger in the flow’s browser settings.',
  ],
  [
    /element is not visible/g,
    () => 'is there but not visible',
    'Open what hides it first (a menu, a tab), or choose another candidate.',
  ],
];

/**
 * Makes a sentence of what an operation on an element threw: which target, what stood in the way, how long it was tried.
 * Errors that say nothing about the element come back as they are.
 */
export async function elementFault(
  error: unknown,
  target: Target,
  candidate: number,
  locator: Locator,
  timeoutMs: number,
): Promise<unknown> {
  if (!(error instanceof Error)) return error;
  const ambiguous = /strict mode violation.* resolved to (\d+) elements/s.exec(error.message);
  const used = target.slice(candidate, candidate + 1);
  const of = { target, first: candidate };
  if (ambiguous !== null) return notFound(used, [Number(ambiguous[1])], timeoutMs, of);
  if (!/Timeout [\d.]+ms exceeded/.test(error.message)) return error;
  const look = await lookAt(locator, { many: false, state: 'attached' }).catch(() => null);
  if (look === null) return error;
  if (look !== 'usable') return notFound(used, [look], timeoutMs, of);
  const name = used.map(candidateText).join('');
  for (const [pattern, words, mend] of OBSTACLES) {
    const found = [...error.message.matchAll(pattern)].at(-1);
    if (found !== undefined) {
      const message = `${name} ${words(found)} (tried for ${seconds(timeoutMs)}).`;
      const facts = { expected: `${name} can be acted on`, found: `it ${words(found)}` };
      const there = { ...facts, target, look: 'there', candidate } as const;
      return new ActionFailure('TimeoutError', message, mend, false, there);
    }
  }
  const message = `${name} was found, but the step did not come to its end within ${seconds(timeoutMs)}: ${cleanMessage(error.message)}.`;
  return new ActionFailure(
    'TimeoutError',
    message,
    'Give the step more time, or wait for the page to be ready first.',
    false,
    {
      expected: `${name} takes the action`,
      found: 'it is there, but the action did not end',
      target,
      look: 'there',
      candidate,
    },
  );
}

function short(element: string): string {
  return element.length > 80 ? `${element.slice(0, 79)}…` : element;
}

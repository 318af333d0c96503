import * as z from 'zod';
import { exactlyOne, firstOf, type Rule } from '../flow/rule.ts';
import { Target, targetName, targetText } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import { squeeze, textMatcher } from './match-text.ts';
import { poll } from './poll.ts';
import { type ActionContext, ActionFailure, type ActionRun, type StepOutcome } from './run.ts';

const ofTarget: Rule = (value) => {
  const given = ['visible', 'text', 'value'].filter((key) => value[key] !== undefined);
  if (value.target === undefined) {
    return given.length === 0 ? undefined : `“${given[0]}” goes with “target” only.`;
  }
  if (given.length > 1)
    return `one of ${given.join(', ')} is enough: check the others in steps of their own.`;
  return undefined;
};

const Wanted = z.string().max(10_000).optional();

export const spec = defineSpec({
  type: 'assert',
  title: 'Check that',
  help: 'Fails when an element, the address or the title is not as expected.',
  params: {
    target: Target.optional(),
    visible: z.boolean().optional(),
    text: Wanted,
    value: Wanted,
    url: Wanted,
    title: Wanted,
    /** The step counts as failed, but the job goes on. */
    soft: z.boolean().default(false),
  },
  rule: firstOf(exactlyOne(['target', 'url', 'title']), ofTarget),
  describe: ({ target, visible, text, value, url, title }) => {
    if (url !== undefined) return `Check that the address has ${url}`;
    if (title !== undefined) return `Check that the title has “${title}”`;
    const name = targetName(target ?? []);
    if (text !== undefined) return `Check that ${name} has the text “${text}”`;
    if (value !== undefined) return `Check that ${name} has the value “${value}”`;
    return `Check that ${name} is ${visible === false ? 'not ' : ''}visible`;
  },
  example: { target: [{ role: 'heading' }], text: 'Welcome' },
});

export const run: ActionRun<typeof spec> = async (params, context) => {
  const { page } = context;
  if (params.target === undefined) {
    const [what, wanted, read] =
      params.url === undefined
        ? (['title', params.title ?? '', () => page.title()] as const)
        : (['address', params.url, async () => page.url()] as const);
    const { value, ok } = await poll(context, read, textMatcher(wanted));
    if (!ok) throw different(`the ${what}`, wanted, value, params.soft);
    return null;
  }
  if (params.text !== undefined) return checkRead(params.target, 'text', params.text, params.soft, context);
  if (params.value !== undefined)
    return checkRead(params.target, 'value', params.value, params.soft, context);
  return checkVisible(params.target, params.visible ?? true, params.soft, context);
};

async function checkRead(
  target: Target,
  from: 'text' | 'value',
  wanted: string,
  soft: boolean,
  context: ActionContext,
): Promise<StepOutcome> {
  const read = () => context.page.read(target, { from });
  const matches = textMatcher(wanted);
  const { value, ok } = await poll(context, read, (found) => matches(found.value ?? ''));
  if (!ok) throw different(`the ${from} of ${targetText(target)}`, wanted, value.value ?? '', soft);
  return { candidate: value.candidate };
}

async function checkVisible(
  target: Target,
  visible: boolean,
  soft: boolean,
  context: ActionContext,
): Promise<StepOutcome> {
  const { ok } = await poll(
    context,
    () => context.page.isVisible(target),
    (seen) => seen === visible,
  );
  if (ok) return null;
  const message = visible
    ? `${targetText(target)} was expected to be visible, but it is not.`
    : `${targetText(target)} was expected to be gone, but it is visible.`;
  throw new ActionFailure('UnknownError', message, MEND, soft);
}

const MEND = 'Look at the screenshot of the failure; if the page is right, change what the step expects.';
const SHOWN = 200;

function different(what: string, wanted: string, found: string, soft: boolean): ActionFailure {
  const seen = squeeze(found);
  const shown = seen.length > SHOWN ? `${seen.slice(0, SHOWN)}…` : seen;
  return new ActionFailure(
    'UnknownError',
    `Expected ${what} to have “${wanted}”, but it is “${shown}”.`,
    MEND,
    soft,
  );
}

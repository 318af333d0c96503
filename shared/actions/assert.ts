import * as z from 'zod';
import { exactlyOne, firstOf, type Rule } from '../flow/rule.ts';
import { Target, targetName, targetText } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import { squeeze, textMatcher } from './match-text.ts';
import type { ReadSpec } from './page-port.ts';
import { poll } from './poll.ts';
import {
  type ActionContext,
  ActionFailure,
  type ActionRun,
  type FailureFacts,
  type StepOutcome,
} from './run.ts';

const OF_TARGET = ['visible', 'state', 'text', 'value', 'attribute', 'count'];

const ofTarget: Rule = (value) => {
  const given = OF_TARGET.filter((key) => value[key] !== undefined);
  if (value.target === undefined) {
    return given.length === 0 ? undefined : `“${given[0]}” goes with “target” only.`;
  }
  if (given.length > 1)
    return `one of ${given.join(', ')} is enough: check the others in steps of their own.`;
  return undefined;
};

const Wanted = z.string().max(10_000).optional();
const Amount = z.int().min(0).max(1_000_000);

const Count = z.union([Amount, z.strictObject({ min: Amount.optional(), max: Amount.optional() })]);
type Count = z.output<typeof Count>;

export const spec = defineSpec({
  type: 'assert',
  title: 'Check that',
  help: 'Fails when an element, the address, the title or the last dialog is not as expected.',
  params: {
    target: Target.optional(),
    /** False = hidden, or not there at all. */
    visible: z.boolean().optional(),
    state: z
      .enum(['enabled', 'disabled', 'editable', 'readonly', 'checked', 'unchecked', 'focused'])
      .optional(),
    /** A part of it, or `/a regular expression/`; so are value, url, title and dialog. */
    text: Wanted,
    value: Wanted,
    /** Without a value, the attribute must only be there. */
    attribute: z.strictObject({ name: z.string().min(1).max(200), value: Wanted }).optional(),
    /** How many elements, or between how many. */
    count: Count.optional(),
    url: Wanted,
    title: Wanted,
    /** What the newest dialog of the page said. */
    dialog: Wanted,
    /** The step counts as failed, but the job goes on. */
    soft: z.boolean().default(false),
  },
  rule: firstOf(exactlyOne(['target', 'url', 'title', 'dialog']), ofTarget),
  describe: (params) => {
    const { target, visible, state, text, value, attribute, count, url, title, dialog } = params;
    if (url !== undefined) return `Check that the address has ${url}`;
    if (title !== undefined) return `Check that the title has “${title}”`;
    if (dialog !== undefined) return `Check that the dialog has “${dialog}”`;
    const name = targetName(target ?? []);
    if (text !== undefined) return `Check that ${name} has the text “${text}”`;
    if (value !== undefined) return `Check that ${name} has the value “${value}”`;
    if (attribute !== undefined) {
      const wanted = attribute.value === undefined ? '' : ` “${attribute.value}”`;
      return `Check that ${name} has the attribute ${attribute.name}${wanted}`;
    }
    if (count !== undefined) return `Check that there are ${countWords(count)} of ${name}`;
    if (state !== undefined) return `Check that ${name} is ${state}`;
    return `Check that ${name} is ${visible === false ? 'not ' : ''}visible`;
  },
  example: { target: [{ role: 'heading' }], text: 'Welcome' },
});

export const run: ActionRun<typeof spec> = async (params, context) => {
  const { target, visible, state, text, value, attribute, count, soft } = params;
  if (target === undefined) return checkPage(params, context);
  if (text !== undefined) return checkRead(target, { from: 'text' }, text, soft, context);
  if (value !== undefined) return checkRead(target, { from: 'value' }, value, soft, context);
  if (attribute !== undefined) {
    const what = { from: 'attribute', attribute: attribute.name } as const;
    return checkRead(target, what, attribute.value ?? null, soft, context);
  }
  if (count !== undefined) return checkCount(target, count, soft, context);
  if (state !== undefined) {
    const look = () => context.page.has(target, state);
    const hope = { be: state, instead: 'it is not' };
    return checkLook(look, target, hope, soft, context);
  }
  const wanted = visible ?? true;
  const look = async () => (await context.page.isVisible(target)) === wanted;
  const hope = wanted
    ? { be: 'visible', instead: 'it is not', look: 'none' as const }
    : { be: 'gone', instead: 'it is visible', look: 'there' as const };
  return checkLook(look, target, hope, soft, context);
};

async function checkPage(
  { url, title, dialog, soft }: z.output<(typeof spec)['paramsSchema']>,
  context: ActionContext,
): Promise<null> {
  const { page } = context;
  const [what, wanted, read] =
    url !== undefined
      ? (['address', url, async () => page.url()] as const)
      : title !== undefined
        ? (['title', title, () => page.title()] as const)
        : (['dialog', dialog ?? '', async () => page.lastDialog()] as const);
  const matches = textMatcher(wanted);
  const { value, ok } = await poll<string | null>(context, read, (found) => found !== null && matches(found));
  if (!ok) throw different(`the ${what}`, wanted, value, soft);
  return null;
}

/** @param wanted null = anything, as long as it is there */
async function checkRead(
  target: Target,
  what: ReadSpec,
  wanted: string | null,
  soft: boolean,
  context: ActionContext,
): Promise<StepOutcome> {
  const read = () => context.page.read(target, what);
  const matches = wanted === null ? () => true : textMatcher(wanted);
  const isAttribute = what.from === 'attribute';
  const { value, ok } = await poll(context, read, (found) =>
    found.value === null && isAttribute ? false : matches(found.value ?? ''),
  );
  const name = isAttribute ? `attribute ${what.attribute}` : what.from;
  if (!ok) {
    throw different(
      `the ${name} of ${targetText(target)}`,
      wanted,
      isAttribute ? value.value : (value.value ?? ''),
      soft,
      target,
      value.candidate,
    );
  }
  return { candidate: value.candidate };
}

async function checkCount(
  target: Target,
  count: Count,
  soft: boolean,
  context: ActionContext,
): Promise<null> {
  const { min, max } = typeof count === 'number' ? { min: count, max: count } : count;
  const isGood = (found: number): boolean =>
    found >= (min ?? 0) && found <= (max ?? Number.POSITIVE_INFINITY);
  const { value, ok } = await poll(context, () => context.page.count(target), isGood);
  if (ok) return null;
  const message = `${countWords(count)} of ${targetText(target)} were expected, but there are ${value}.`;
  throw new ActionFailure('UnknownError', message, MEND, soft, {
    expected: `${countWords(count)} of ${targetText(target)}`,
    found: `there are ${value}`,
    target,
    look: value === 0 ? 'none' : 'there',
  });
}

/** What an element is hoped to be, what it is instead, and how that is told where its looks are known. */
interface Hope {
  readonly be: string;
  readonly instead: string;
  readonly look?: NonNullable<FailureFacts['look']>;
}

async function checkLook(
  look: () => Promise<boolean>,
  target: Target,
  hope: Hope,
  soft: boolean,
  context: ActionContext,
): Promise<null> {
  const { ok } = await poll(context, look, (good) => good);
  if (ok) return null;
  const fault = `${targetText(target)} was expected to be ${hope.be}, but ${hope.instead}.`;
  throw new ActionFailure('UnknownError', fault, MEND, soft, {
    expected: `${targetText(target)} is ${hope.be}`,
    found: hope.instead,
    target,
    look: hope.look ?? 'there',
  });
}

function countWords(count: Count): string {
  if (typeof count === 'number') return String(count);
  const { min, max } = count;
  if (max === undefined) return `at least ${min ?? 0}`;
  return min === undefined ? `at most ${max}` : `${min} to ${max}`;
}

const MEND = 'Look at the screenshot of the failure; if the page is right, change what the step expects.';
const SHOWN = 200;

/** @param found null = it is not there at all */
function different(
  what: string,
  wanted: string | null,
  found: string | null,
  soft: boolean,
  target?: Target,
  candidate?: number,
): ActionFailure {
  const seen = squeeze(found ?? '');
  const shown = seen.length > SHOWN ? `${seen.slice(0, SHOWN)}…` : seen;
  const instead = found === null ? 'there is none' : `it is “${shown}”`;
  const hope = wanted === null ? 'be there' : `have “${wanted}”`;
  const wants = wanted === null ? 'is there' : `has “${wanted}”`;
  return new ActionFailure('UnknownError', `Expected ${what} to ${hope}, but ${instead}.`, MEND, soft, {
    expected: `${what} ${wants}`,
    found: instead,
    ...(target === undefined ? {} : { target, look: 'there', candidate: candidate ?? 0 }),
  });
}

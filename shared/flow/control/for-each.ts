import * as z from 'zod';
import { MAX_STEP_MS, OnError } from '../../actions/define.ts';
import { Name } from '../input.ts';
import { exactlyOne, type Rule, rule } from '../rule.ts';
import { Target, targetName } from '../target.ts';
import { defineControl } from './define.ts';
import { ExpressionText, expressionName } from './expression-text.ts';
import { MAX_TURNS } from './limits.ts';
import { StepList } from './step-list.ts';

const Source = z
  .strictObject({
    /** The rows that the steps before have put into this dataset. */
    rows: Name.optional(),
    /** The elements that the target matches. */
    elements: Target.optional(),
  })
  .refine(...rule(exactlyOne(['rows', 'elements'])));

/** A list: written out, as a value, as the rows of a dataset, or as elements of the page. */
const In = z.union([
  ExpressionText,
  z
    .array(z.union([z.string().max(10_000), z.number(), z.boolean()]))
    .min(1)
    .max(MAX_TURNS),
  Source,
]);

const ofElements: Rule = (value) => {
  const extra = ['timeout', 'mayBeEmpty'].find((key) => value[key] !== undefined);
  const { in: source } = value;
  if (extra === undefined || (typeof source === 'object' && source !== null && 'elements' in source)) {
    return undefined;
  }
  return `“${extra}” goes with “elements” only: nothing else has to be waited for.`;
};

export const spec = defineControl({
  type: 'forEach',
  title: 'For each',
  help: 'Runs steps once for each row of a dataset, each entry of a list, or each element of the page.',
  params: {
    in: In,
    /** The name of the current one: `{{var.item}}`, and for elements `inside: "item"`. */
    as: Name.default('item'),
    steps: StepList,
    /** Milliseconds to wait for the first element; absent = the flow's. */
    timeout: z.int().min(1).max(MAX_STEP_MS).optional(),
    /** That there is no such element is no failure. */
    mayBeEmpty: z.boolean().optional(),
    onError: OnError.optional(),
  },
  rule: ofElements,
  describe: ({ in: source, as }) => `For each ${as} of ${sourceText(source)}`,
  example: {
    in: { elements: [{ css: '.card' }] },
    as: 'card',
    steps: [{ action: 'click', target: [{ inside: 'card', role: 'button', name: 'Add' }] }],
  },
});

function sourceText(source: z.output<typeof In>): string {
  if (typeof source === 'string') return expressionName(source);
  if (Array.isArray(source)) return `${source.length} ${source.length === 1 ? 'value' : 'values'}`;
  return source.rows === undefined ? targetName(source.elements ?? []) : `the rows of ${source.rows}`;
}

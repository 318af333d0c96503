import { Name } from '../flow/input.ts';
import { Target, targetName, targetText } from '../flow/target.ts';
import { defineSpec } from './define.ts';
import { attributeRule, readKeys } from './read.ts';
import { MAX_RESULT_CHARS, tooLong } from './result.ts';
import { ActionFailure, type ActionRun } from './run.ts';
import { transformValue } from './transform.ts';

export const spec = defineSpec({
  type: 'extract',
  title: 'Extract a value',
  help: 'Reads one value off the page and gives it a name.',
  params: { target: Target, as: Name, ...readKeys },
  rule: attributeRule,
  describe: ({ target, as }) => `Extract ${as} from ${targetName(target)}`,
  example: { target: [{ css: '.price' }], as: 'price', transform: 'number' },
});

export const run: ActionRun<typeof spec> = async (params, { page, setResult }) => {
  const { target, as, from, attribute, transform } = params;
  const { candidate, value } = await page.read(target, { from, attribute, link: transform === 'link' });
  if (value === null) {
    const what =
      from === 'attribute' ? `no attribute “${attribute}”` : `no ${transform === 'link' ? 'link' : from}`;
    throw new ActionFailure(
      'UnknownError',
      `${targetText(target)} was found, but it has ${what}.`,
      'Look at the element in the page and read something that it has.',
    );
  }
  const result = transformValue(value, transform);
  if (result === null) {
    throw new ActionFailure(
      'UnknownError',
      `“${value.slice(0, 200)}” cannot be read as a ${transform}.`,
      'Choose a target that holds nothing else, or leave the transform out.',
    );
  }
  if (typeof result === 'string' && result.length > MAX_RESULT_CHARS) {
    throw tooLong(`What ${targetText(target)} has`, result.length);
  }
  setResult(as, result);
  return { candidate };
};

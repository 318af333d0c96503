import * as z from 'zod';
import type { Rule } from '../flow/rule.ts';

/** The keys that say what is read of an element, for `extract` and for each field of `extractList`. */
export const readKeys = {
  from: z.enum(['text', 'value', 'html', 'attribute']).default('text'),
  attribute: z.string().min(1).max(200).optional(),
  transform: z.enum(['trim', 'number', 'date', 'link']).optional(),
};

/** The attribute is named exactly when an attribute is read. */
export const attributeRule: Rule = (value) => {
  if (value.from === 'attribute') {
    return value.attribute === undefined ? '“attribute” is missing: “from” is "attribute".' : undefined;
  }
  return value.attribute === undefined ? undefined : '“attribute” is only read with “from”: "attribute".';
};

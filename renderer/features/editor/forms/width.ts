import type { Width } from './field-box.tsx';
import { optionWord } from './field-words.ts';
import type { Field } from './shape.ts';
import { isTallText } from './text-kinds.ts';

const SHORT: ReadonlySet<string> = new Set([
  'as',
  'id',
  'dataset',
  'key',
  'method',
  'profile',
  'locale',
  'timezone',
]);
const LONG: ReadonlySet<string> = new Set([
  'url',
  'value',
  'question',
  'message',
  'condition',
  'in',
  'description',
]);

/** Longer words need more than one place. */
const ROOM = 9;

/** How much of a row the field of a key takes. */
export function widthOf({ key, at, shape }: Field, value: unknown): Width {
  switch (shape.kind) {
    case 'text':
      if (isTallText(at, typeof value === 'string' ? value : '')) return 'l';
      if (shape.of === 'name' || SHORT.has(key)) return 's';
      return shape.of === 'expression' || LONG.has(key) ? 'l' : 'm';
    case 'number':
      return shape.orValue ? 'm' : 's';
    case 'choice':
      return shape.words.some((word) => optionWord(at, word).length > ROOM) ? 'm' : 's';
    case 'flag':
      return 's';
    case 'switch':
      return shape.orValue ? 'm' : 's';
    case 'onError':
      return 'm';
    default:
      return 'l';
  }
}

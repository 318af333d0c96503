import { parseDate } from '../../../../shared/actions/parse-date.ts';
import { parseNumber } from '../../../../shared/actions/parse-number.ts';
import type { PickedField } from '../../../../shared/live/trial.ts';
import type { Leaf } from './page-facts.ts';
import { stableClasses } from './stable-names.ts';

/** A field that may be read of each item, before it was. */
export type FieldIdea = Omit<PickedField, 'reads'>;

/** What the fields of a list may be, by what stands in its first items; those that most items have first come as they stand. */
export function fieldIdeas(items: readonly (readonly Leaf[])[]): FieldIdea[] {
  const byPlace = new Map<string, { leaf: Leaf; css: string | null; texts: string[] }>();
  for (const leaves of items) {
    for (const leaf of leaves) {
      const css = cssIn(leaf, leaves);
      const key = `${leaf.kind} ${css ?? ''}`;
      const known = byPlace.get(key);
      if (known === undefined) byPlace.set(key, { leaf, css, texts: [leaf.text] });
      else known.texts.push(leaf.text);
    }
  }
  const taken = new Set<string>();
  return [...byPlace.values()].map(({ leaf, css, texts }) => {
    const kind = kindOf(leaf, texts);
    const name = freeName(nameOf(leaf, kind), taken);
    return { name, target: [css === null ? { xpath: '.' } : { css }], ...READ[kind] };
  });
}

type Kind = 'text' | 'number' | 'date' | 'link' | 'image';

const READ: Readonly<Record<Kind, Pick<PickedField, 'from' | 'attribute' | 'transform'>>> = {
  text: { from: 'text' },
  number: { from: 'text', transform: 'number' },
  date: { from: 'text', transform: 'date' },
  link: { from: 'attribute', attribute: 'href', transform: 'link' },
  image: { from: 'attribute', attribute: 'src', transform: 'link' },
};

/** CSS of the leaf inside its item: by its class alone where no other has it, else by its place; null = the item itself. */
function cssIn({ parts }: Leaf, others: readonly Leaf[]): string | null {
  const [own] = parts;
  if (own === undefined) return null;
  if (/^[\w-]+$/.test(own.testId)) return `[data-testid="${own.testId}"]`;
  const simple = simpleCss(own);
  const same = new Set(
    others.filter(({ parts: [first] }) => first !== undefined && simpleCss(first) === simple).map(placeOf),
  );
  if (same.size <= 1) return simple;
  const [, around] = parts;
  const numbered = `${own.tag}:nth-of-type(${own.nth})`;
  return around === undefined ? `:scope > ${numbered}` : `${simpleCss(around)} > ${numbered}`;
}

function placeOf({ parts }: Leaf): string {
  return parts.map(({ tag, nth }) => `${tag}${nth}`).join(' ');
}

function simpleCss({ tag, classes }: Leaf['parts'][number]): string {
  return [tag, ...stableClasses(classes).slice(0, 2)].join('.');
}

function kindOf({ kind }: Leaf, texts: readonly string[]): Kind {
  if (kind === 'link' || kind === 'image') return kind;
  if (kind === 'time') return 'date';
  const all = texts.filter((text) => text !== '');
  if (all.length > 0 && all.every(isDate)) return 'date';
  return all.length > 0 && all.every(isNumber) ? 'number' : 'text';
}

/** A sentence with a number in it is no number. */
function isNumber(text: string): boolean {
  return (
    /^[^\p{L}\d]{0,4}(?:[A-Z]{3} ?)?[\d.,'’ {2}]+[^\p{L}\d]{0,4}(?:[A-Z]{3})?$/u.test(text) &&
    parseNumber(text) !== null
  );
}

function isDate(text: string): boolean {
  return /\d/.test(text) && text.length <= 40 && !isNumber(text) && parseDate(text) !== null;
}

function nameOf({ itemprop, parts }: Leaf, kind: Kind): string {
  const [own] = parts;
  const words = [itemprop, own?.testId ?? '', ...stableClasses(own?.classes ?? [])].find(
    (each) => each !== '',
  );
  if (kind === 'link') return 'link';
  if (kind === 'image') return 'image';
  const name = camel(words ?? '');
  if (name !== '') return name;
  if (/^h[1-6]$/.test(own?.tag ?? '') || own?.tag === 'a') return 'title';
  return kind;
}

/** `product-title` → `productTitle`: a name as values of a flow have them. */
function camel(words: string): string {
  const parts = words.split(/[^A-Za-z\d]+/).filter((part) => part !== '');
  const name = parts.map((part, at) => (at === 0 ? lowerFirst(part) : upperFirst(part))).join('');
  return /^[A-Za-z_]/.test(name) ? name.slice(0, 50) : '';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}${number}`;
  taken.add(free);
  return free;
}

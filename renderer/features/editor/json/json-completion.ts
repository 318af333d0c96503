import { catalog, isActionType } from '../../../../shared/actions/catalog.ts';
import { controls, isControlType } from '../../../../shared/flow/control/catalog.ts';
import { type JsonPlace, placeAt } from './json-context.ts';
import type { JsonTree } from './json-places.ts';
import { blankOf, type SchemaWords } from './schema-words.ts';

/** Something that can be written at a place. */
export interface JsonOffer {
  readonly kind: 'key' | 'word' | 'step';
  readonly label: string;
  /** For people, beside it. */
  readonly detail: string;
  /** What is written, with the place of the caret as `|`, where that is not its end. */
  readonly text: string;
}

export interface JsonOffers {
  readonly from: number;
  readonly to: number;
  readonly offers: readonly JsonOffer[];
}

/** What may be written at the caret of a flow's text: keys, words and whole steps; null = nothing is known. */
export function jsonOffers(
  tree: JsonTree,
  text: string,
  caret: number,
  words: SchemaWords,
): JsonOffers | null {
  const place = placeAt(tree, text, caret);
  if (place === null) return null;
  const offers = place.kind === 'key' ? keyOffers(place, words) : valueOffers(place, words);
  return offers.length === 0 ? null : { from: place.from, to: place.to, offers };
}

function keyOffers({ path, action, present, hasValue }: JsonPlace, words: SchemaWords): JsonOffer[] {
  return [...words.keys(path, action)]
    .filter(([key]) => !present.includes(key))
    .map(([key, schemas]): JsonOffer => {
      const name = JSON.stringify(key);
      return { kind: 'key', label: key, detail: '', text: hasValue ? name : `${name}: ${blankOf(schemas)}` };
    });
}

function valueOffers({ path }: JsonPlace, words: SchemaWords): JsonOffer[] {
  const last = path.at(-1);
  const offers = words.values(path).map((word): JsonOffer => {
    const label = word.replace(/^"|"$/g, '');
    return { kind: 'word', label, detail: last?.key === 'action' ? titleOf(label) : '', text: word };
  });
  const steps = words.actions(path).map(
    (action): JsonOffer => ({
      kind: 'step',
      label: action,
      detail: titleOf(action),
      text: JSON.stringify(exampleOf(action), null, 2),
    }),
  );
  return [...offers, ...steps];
}

function titleOf(action: string): string {
  if (isActionType(action)) return catalog[action].title;
  return isControlType(action) ? controls[action].title : '';
}

function exampleOf(action: string): object {
  if (isActionType(action)) return { action, ...catalog[action].example };
  return isControlType(action) ? { action, ...controls[action].example } : { action };
}

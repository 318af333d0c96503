import { setKey } from './edit.ts';
import type { Group } from './groups.ts';
import { blank, type Field } from './shape.ts';

/** What stands in a form, in its order. */
export type Arranged =
  | { readonly kind: 'field'; readonly field: Field; readonly isRequired: boolean }
  | {
      readonly kind: 'group';
      readonly group: Group;
      readonly options: readonly Field[];
      /** The first of its keys that is there. */
      readonly chosen: string | null;
    };

export interface Arrangement {
  readonly items: readonly Arranged[];
  /** How many fields are not shown. */
  readonly more: number;
}

/**
 * Which fields a form shows: the needed ones, those in `shown`, and of keys that exclude each other the question which one, at
 * the first of them, and the chosen one. A key that is there is always shown.
 */
export function arrange(
  fields: readonly Field[],
  groups: readonly Group[],
  value: Readonly<Record<string, unknown>>,
  shown: ReadonlySet<string>,
  isOpen: boolean,
): Arrangement {
  const items: Arranged[] = [];
  let more = 0;
  const asked = new Set<Group>();
  const isThere = (key: string): boolean => value[key] !== undefined;
  for (const field of fields) {
    const { key } = field;
    if (field.shape.kind === 'steps' && !isMisplaced(value[key])) continue;
    const group = groups.find((each) => each.keys.includes(key));
    if (group !== undefined && isAsked(group, value)) {
      if (!asked.has(group)) {
        asked.add(group);
        items.push(groupItem(group, fields, value));
        // The chosen one stands beside the question, wherever its place among the fields is.
        for (const each of fields) {
          if (group.keys.includes(each.key) && isThere(each.key) && each.shape.kind !== 'flag') {
            items.push({ kind: 'field', field: each, isRequired: true });
          }
        }
      }
      continue;
    }
    if (group !== undefined && !isThere(key)) continue;
    if (field.isRequired || isThere(key) || shown.has(key) || isOpen) {
      items.push({ kind: 'field', field, isRequired: field.isRequired });
    } else more++;
  }
  return { items, more };
}

/** Step lists are the tree's; what stands in their place and is none is not hidden. */
function isMisplaced(value: unknown): boolean {
  return value !== undefined && !Array.isArray(value);
}

function isAsked(group: Group, value: Readonly<Record<string, unknown>>): boolean {
  return group.with === undefined || value[group.with] !== undefined;
}

function groupItem(
  group: Group,
  fields: readonly Field[],
  value: Readonly<Record<string, unknown>>,
): Extract<Arranged, { kind: 'group' }> {
  const options = fields.filter(({ key }) => group.keys.includes(key));
  const chosen = options.find(({ key }) => value[key] !== undefined)?.key ?? null;
  return { kind: 'group', group, options, chosen };
}

/** The object with another key of a group in the place of the present ones; the empty key = none. */
export function chooseOfGroup(
  { group, options }: Extract<Arranged, { kind: 'group' }>,
  value: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> {
  const others = Object.fromEntries(
    Object.entries(value).filter(([each]) => each === key || !group.keys.includes(each)),
  );
  const field = options.find((each) => each.key === key);
  if (field === undefined || others[key] !== undefined) return others;
  return setKey(others, key, blank(field.shape));
}

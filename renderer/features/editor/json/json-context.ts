import {
  childrenOf,
  isValue,
  type JsonNode,
  type JsonTree,
  nameOf,
  type Span,
  textOf,
  valueIn,
} from './json-places.ts';

/** One key on the way to a place, with the action of the object that has it: it decides which keys may stand there. */
export interface Level {
  readonly key: string | number;
  readonly action: string | null;
}

/** What is being written at a place of a JSON text. */
export interface JsonPlace extends Span {
  readonly kind: 'key' | 'value';
  /** To the object whose key it is, or to the value. */
  readonly path: readonly Level[];
  /** Of a key: the action of its own object. */
  readonly action: string | null;
  /** Of a key: those that are there already. */
  readonly present: readonly string[];
  /** Of a key: its value stands behind it already. */
  readonly hasValue: boolean;
}

/** What is written at the caret; null where nothing can be offered. */
export function placeAt(tree: JsonTree, text: string, caret: number): JsonPlace | null {
  const inner = tree.resolveInner(caret, -1);
  const node = inner.type.isError ? inner.parent : inner;
  if (node === null) return null;
  const word = /"?[\w$-]*$/.exec(text.slice(Math.max(0, caret - 100), caret))?.[0] ?? '';
  const here = { from: caret - word.length, to: caret };
  if (node.name === 'PropertyName') return keyAt(node, node.parent?.parent ?? null, text);
  if (node.name === 'Object') return isBehindValue(node, here.from) ? null : keyAt(here, node, text);
  if (node.name === 'Property') {
    const value = valueIn(node);
    const isName = !text.slice(node.from, here.from).includes(':');
    if (isName) return keyAt({ from: node.from, to: caret }, node.parent, text);
    return value === null || value.to >= caret ? valueAt(value ?? here, node, text) : null;
  }
  if (node.name === 'Array') {
    return isBehindValue(node, here.from)
      ? null
      : { ...valuePlace(here), path: [...levelsOf(node, text), itemLevel(node, here.from)] };
  }
  if (node.name === 'JsonText' || !isValue(node) || node.parent === null) return null;
  if (node.parent.name === 'Property') return valueAt(node, node.parent, text);
  return { ...valuePlace(node), path: levelsOf(node, text) };
}

function valuePlace({ from, to }: Span): Omit<JsonPlace, 'path'> {
  return { kind: 'value', from, to, action: null, present: [], hasValue: false };
}

function keyAt(span: Span, object: JsonNode | null, text: string): JsonPlace | null {
  if (object === null || object.name !== 'Object') return null;
  const keys = [...childrenOf(object)].filter((each) => each.from !== span.from);
  return {
    kind: 'key',
    from: span.from,
    to: span.to,
    path: levelsOf(object, text),
    action: actionOf(object, text),
    present: keys.flatMap((each) => nameOf(each, text) ?? []),
    hasValue: /^\s*:/.test(text.slice(span.to, span.to + 200)),
  };
}

function valueAt(span: Span, property: JsonNode, text: string): JsonPlace | null {
  const key = nameOf(property, text);
  const object = property.parent;
  if (key === null || object === null) return null;
  return {
    ...valuePlace(span),
    path: [...levelsOf(object, text), { key, action: key === 'action' ? null : actionOf(object, text) }],
  };
}

/** Behind a value a comma comes first. */
function isBehindValue(holder: JsonNode, at: number): boolean {
  let last: JsonNode | null = null;
  for (let child = holder.firstChild; child !== null && child.to <= at; child = child.nextSibling) {
    if (!child.type.isError) last = child;
  }
  return last !== null && (last.name === 'Property' || isValue(last));
}

function itemLevel(array: JsonNode, at: number): Level {
  let index = 0;
  for (const child of childrenOf(array)) if (child.to <= at) index++;
  return { key: index, action: null };
}

/** The keys from the root to a value. */
function levelsOf(node: JsonNode, text: string): Level[] {
  const { parent } = node;
  if (parent === null || parent.name === 'JsonText') return [];
  if (parent.name === 'Array') return [...levelsOf(parent, text), itemLevel(parent, node.from)];
  if (parent.name !== 'Property' || parent.parent === null) return [];
  const object = parent.parent;
  return [...levelsOf(object, text), { key: nameOf(parent, text) ?? '', action: actionOf(object, text) }];
}

function actionOf(object: JsonNode, text: string): string | null {
  for (const property of childrenOf(object)) {
    if (nameOf(property, text) !== 'action') continue;
    const value = valueIn(property);
    return value === null ? null : textOf(text.slice(value.from, value.to));
  }
  return null;
}

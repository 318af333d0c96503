import { jsonLanguage } from '@codemirror/lang-json';

/** The syntax tree of a JSON text, also of one with faults. */
export type JsonTree = ReturnType<typeof jsonLanguage.parser.parse>;
export type JsonNode = JsonTree['topNode'];

/** A part of a text, in characters from its beginning. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const VALUES: ReadonlySet<string> = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null']);

/** True for a node that is a value, and no mark, name or fault. */
export function isValue(node: JsonNode): boolean {
  return VALUES.has(node.name);
}

/** The tree of a whole text. */
export function parseJson(text: string): JsonTree {
  return jsonLanguage.parser.parse(text);
}

/** The values of a list, or the keys with their values of an object. */
export function* childrenOf(node: JsonNode): Generator<JsonNode> {
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name === 'Property' || isValue(child)) yield child;
  }
}

/** The name of a property; null where it is not finished. */
export function nameOf(property: JsonNode, text: string): string | null {
  const name = property.getChild('PropertyName');
  return name === null ? null : textOf(text.slice(name.from, name.to));
}

/** The value of a property; null while there is none. */
export function valueIn(property: JsonNode): JsonNode | null {
  const { lastChild } = property;
  return lastChild !== null && isValue(lastChild) ? lastChild : null;
}

/** The text that a JSON string stands for; null when it is none. */
export function textOf(source: string): string | null {
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

/**
 * Where a path leads: the value there, or its name when the value has several lines. Where the path goes on but the text does not, the
 * last place that is there. An empty path is the first character.
 */
export function placeOf(tree: JsonTree, text: string, path: readonly (string | number)[]): Span {
  let value = firstValue(tree.topNode);
  let place: Span = { from: value?.from ?? 0, to: (value?.from ?? 0) + 1 };
  for (const key of path) {
    const next = value === null ? null : step(value, key, text);
    if (next === null) break;
    place = spanOf(next, text);
    value = next.name === 'Property' ? valueIn(next) : next;
  }
  return { from: place.from, to: Math.min(place.to, text.length) };
}

function firstValue(top: JsonNode): JsonNode | null {
  const [first] = childrenOf(top);
  return first ?? null;
}

function step(value: JsonNode, key: string | number, text: string): JsonNode | null {
  if (typeof key === 'number') {
    if (value.name !== 'Array') return null;
    let at = 0;
    for (const child of childrenOf(value)) if (at++ === key) return child;
    return null;
  }
  if (value.name !== 'Object') return null;
  for (const child of childrenOf(value)) if (nameOf(child, text) === key) return child;
  return null;
}

function spanOf(node: JsonNode, text: string): Span {
  const value = node.name === 'Property' ? valueIn(node) : node;
  const name = node.getChild('PropertyName');
  if (value !== null && !text.slice(value.from, value.to).includes('\n')) return value;
  if (name !== null) return name;
  return { from: node.from, to: node.from + 1 };
}

import type { Level } from './json-context.ts';

type Schema = Readonly<Record<string, unknown>>;

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON schema with its definitions, asked about one place after another. */
export class SchemaWords {
  readonly #root: Schema;
  readonly #definitions: Schema;

  constructor(schema: object) {
    this.#root = isSchema(schema) ? schema : {};
    this.#definitions = isSchema(this.#root.$defs) ? this.#root.$defs : {};
  }

  /** The schemas that a value may follow; of steps the one of its action, where that is written already. */
  at(path: readonly Level[]): readonly Schema[] {
    let schemas = this.#open(this.#root);
    for (const { key, action } of path) {
      schemas = schemas.filter((each) => this.#isOf(each, action)).flatMap((each) => this.#below(each, key));
    }
    return schemas;
  }

  /** The keys of an object at a place, with the schemas of their values. */
  keys(path: readonly Level[], action: string | null): ReadonlyMap<string, readonly Schema[]> {
    const found = new Map<string, readonly Schema[]>();
    for (const schema of this.at(path).filter((each) => this.#isOf(each, action))) {
      if (!isSchema(schema.properties)) continue;
      for (const [key, value] of Object.entries(schema.properties)) {
        found.set(key, [...(found.get(key) ?? []), ...(isSchema(value) ? this.#open(value) : [])]);
      }
    }
    return found;
  }

  /** The words that may stand at a place, as JSON. */
  values(path: readonly Level[]): readonly string[] {
    return [...new Set(this.at(path).flatMap(wordsOf))];
  }

  /** The actions whose steps may stand at a place. */
  actions(path: readonly Level[]): readonly string[] {
    return this.at(path).flatMap((each) => this.#actionOf(each) ?? []);
  }

  #below(schema: Schema, key: string | number): readonly Schema[] {
    if (typeof key === 'number') return isSchema(schema.items) ? this.#open(schema.items) : [];
    const own = isSchema(schema.properties) ? schema.properties[key] : undefined;
    if (isSchema(own)) return this.#open(own);
    return isSchema(schema.additionalProperties) ? this.#open(schema.additionalProperties) : [];
  }

  #actionOf({ properties }: Schema): string | null {
    const action = isSchema(properties) ? properties.action : undefined;
    const [found] = isSchema(action) ? this.#open(action) : [];
    return typeof found?.const === 'string' ? found.const : null;
  }

  #isOf(schema: Schema, action: string | null): boolean {
    const own = this.#actionOf(schema);
    return own === null || action === null || own === action;
  }

  /** Follows references and opens alternatives. */
  #open(schema: Schema, depth = 0): readonly Schema[] {
    if (depth > MAX_DEPTH) return [];
    if (typeof schema.$ref === 'string') {
      const name = schema.$ref.slice('#/$defs/'.length);
      const known = schema.$ref === '#' ? this.#root : this.#definitions[name];
      return isSchema(known) ? this.#open(known, depth + 1) : [];
    }
    const alternatives = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => {
      const list: unknown = schema[key];
      return Array.isArray(list) ? list.filter(isSchema) : [];
    });
    if (alternatives.length === 0) return [schema];
    return alternatives.flatMap((each) => this.#open(each, depth + 1));
  }
}

/** References of references; a schema that goes round ends here. */
const MAX_DEPTH = 20;

function wordsOf(schema: Schema): readonly string[] {
  if (schema.const !== undefined) return [JSON.stringify(schema.const)];
  const list: unknown = schema.enum;
  if (Array.isArray(list)) return list.map((each) => JSON.stringify(each));
  return schema.type === 'boolean' ? ['true', 'false'] : [];
}

/** What stands behind a new key until it is filled in, with the place of the caret as `|`. */
export function blankOf(schemas: readonly Schema[]): string {
  const [first] = schemas;
  if (first === undefined) return '|';
  const [word] = wordsOf(first);
  if (typeof first.const === 'string' || Array.isArray(first.enum)) return '"|"';
  if (word !== undefined) return first.type === 'boolean' ? '|' : word;
  if (first.type === 'string') return '"|"';
  if (first.type === 'array') return '[|]';
  return first.type === 'object' ? '{ | }' : '|';
}

import * as z from 'zod';
import { catalog } from '../../../shared/actions/catalog.ts';
import { controls } from '../../../shared/flow/control/catalog.ts';
import { STEP_LISTS } from '../../../shared/flow/nested.ts';
import { Target } from '../../../shared/flow/target.ts';

/** One key of a step, as a reader needs it. */
export interface KeyDoc {
  readonly name: string;
  /** What may stand there: `text`, `"left" | "right"`, `number, 1 … 3`. */
  readonly type: string;
  /** As JSON; null = none. */
  readonly byDefault: string | null;
  readonly needed: boolean;
}

/** One step of the flow file. */
export interface StepDoc {
  readonly type: string;
  readonly title: string;
  readonly help: string;
  readonly keys: readonly KeyDoc[];
  /** A correct step, as JSON. */
  readonly example: string;
}

interface Spec {
  readonly type: string;
  readonly title: string;
  readonly help: string;
  readonly params: z.ZodRawShape;
  readonly example: object;
}

let made: { readonly actions: readonly StepDoc[]; readonly controls: readonly StepDoc[] } | null = null;

/** Every step of the flow file, made from its own schema; once, because it never changes. */
export function formatReference(): NonNullable<typeof made> {
  made ??= {
    actions: Object.values(catalog).map(stepDoc),
    controls: Object.values(controls).map(stepDoc),
  };
  return made;
}

function stepDoc({ type, title, help, params, example }: Spec): StepDoc {
  const keys = Object.entries(params).map(([name, schema]) => keyDoc(name, schema));
  return { type, title, help, keys, example: JSON.stringify({ action: type, ...example }, null, 2) };
}

function keyDoc(name: string, schema: z.core.$ZodType): KeyDoc {
  const json = JsonType.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  return {
    name,
    type: specialType(name, schema) ?? typeText(json, json.$defs ?? {}, 0),
    byDefault: json.default === undefined ? null : JSON.stringify(json.default),
    needed: !z.safeParse(schema, undefined).success,
  };
}

/** What has a chapter of its own is named instead of spelled out. */
function specialType(name: string, schema: z.core.$ZodType): string | null {
  if (inner(schema) === Target) return 'target';
  return STEP_LISTS.some((key) => key === name) && inner(schema) instanceof z.ZodArray
    ? 'list of steps'
    : null;
}

function inner(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodLazy)
    return inner(schema.unwrap());
  return schema;
}

/** The part of a JSON Schema that is told. */
const JsonType = z.object({
  $ref: z.string().optional(),
  $defs: z.record(z.string(), z.unknown()).optional(),
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  default: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
});
type JsonType = z.output<typeof JsonType>;
type Defs = Readonly<Record<string, unknown>>;

/** Deeper than this is in the schema file. */
const DEPTH = 2;

function typeText(json: JsonType, defs: Defs, depth: number): string {
  const { $ref } = json;
  if ($ref !== undefined) {
    const named = JsonType.safeParse(defs[$ref.replace('#/$defs/', '')]);
    return named.success && depth < DEPTH ? typeText(named.data, defs, depth + 1) : 'value';
  }
  if (json.const !== undefined) return JSON.stringify(json.const);
  if (json.enum !== undefined) return json.enum.map((each) => JSON.stringify(each)).join(' | ');
  const choices = json.anyOf ?? json.oneOf;
  if (choices !== undefined) return [...new Set(choices.map((each) => part(each, defs, depth)))].join(' | ');
  switch (json.type) {
    case 'string':
      return 'text';
    case 'boolean':
      return 'true | false';
    case 'integer':
    case 'number':
      return `number${rangeText(json)}`;
    case 'array':
      return `list of ${part(json.items, defs, depth)}`;
    case 'object':
      return objectText(json, defs, depth);
    default:
      return 'value';
  }
}

function part(json: unknown, defs: Defs, depth: number): string {
  const parsed = JsonType.safeParse(json);
  return parsed.success ? typeText(parsed.data, defs, depth + 1) : 'value';
}

function objectText({ properties }: JsonType, defs: Defs, depth: number): string {
  const names = Object.entries(properties ?? {});
  if (names.length === 0 || depth >= DEPTH) return 'object';
  return `{ ${names.map(([name, json]) => `${name}: ${part(json, defs, depth)}`).join(', ')} }`;
}

function rangeText({ minimum, maximum }: JsonType): string {
  const isNamed = (bound: number | undefined): bound is number =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  if (isNamed(minimum) && isNamed(maximum)) return `, ${minimum} … ${maximum}`;
  if (isNamed(minimum)) return `, from ${minimum}`;
  return isNamed(maximum) ? `, to ${maximum}` : '';
}

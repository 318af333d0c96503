import * as z from 'zod';
import { OnError } from '../../../../shared/actions/define.ts';
import { controls } from '../../../../shared/flow/control/catalog.ts';
import { ExpressionText } from '../../../../shared/flow/control/expression-text.ts';
import { Name } from '../../../../shared/flow/input.ts';
import { Target } from '../../../../shared/flow/target.ts';
import { type Group, groupsOf } from './groups.ts';

/** What a form shows for a value: read off its schema, so that a new action has a form without a line here. */
export type Shape =
  | { readonly kind: 'text'; readonly of: 'text' | 'name' | 'expression'; readonly max: number }
  /** `orValue`: a `{{…}}` may stand there too. `orNull`: empty is null. */
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly orValue: boolean }
  /** `orValue` as above. */
  | { readonly kind: 'switch'; readonly orValue: boolean }
  /** There, or not there. */
  | { readonly kind: 'flag' }
  | { readonly kind: 'choice'; readonly words: readonly string[] }
  | { readonly kind: 'choices'; readonly words: readonly string[] }
  | { readonly kind: 'list'; readonly item: Shape }
  /** A text, or a list of them. */
  | { readonly kind: 'some'; readonly item: Shape }
  | { readonly kind: 'record'; readonly value: Shape }
  | { readonly kind: 'object'; readonly fields: readonly Field[]; readonly groups: readonly Group[] }
  | { readonly kind: 'either'; readonly options: readonly Shape[] }
  | { readonly kind: 'constant'; readonly value: unknown }
  | { readonly kind: 'target' }
  | { readonly kind: 'onError' }
  /** Steps inside of a step: the tree shows them. */
  | { readonly kind: 'steps' }
  /** JSON of any form. */
  | { readonly kind: 'json' };

/** One key of an object. */
export interface Field {
  readonly key: string;
  /** Its place from the action on: `waitFor.response.url`. Entries of lists and records have their holder's. */
  readonly at: string;
  readonly shape: Shape;
  readonly isRequired: boolean;
  /** What counts while the key is absent; undefined = nothing. */
  readonly preset: unknown;
}

/**
 * The shape of a schema. The schemas themselves are walked and not their JSON schema, because those of names, expressions,
 * targets and step lists are known by being the same object; in JSON schema all of them are only texts and lists.
 * @param at the place: `click`, `browser`
 */
export function shapeOf(schema: z.core.$ZodType, at: string): Shape {
  const known = KNOWN.get(schema);
  if (known !== undefined) return known;
  const bare = unwrapped(schema);
  if (bare !== schema) return shapeOf(bare, at);
  if (schema instanceof z.ZodString) return textShape('text', schema.maxLength ?? LONG);
  if (schema instanceof z.ZodNumber) {
    const min = schema.minValue ?? Number.NEGATIVE_INFINITY;
    return { kind: 'number', min, max: schema.maxValue ?? Number.POSITIVE_INFINITY, orValue: false };
  }
  if (schema instanceof z.ZodBoolean) return { kind: 'switch', orValue: false };
  if (schema instanceof z.ZodEnum) return { kind: 'choice', words: schema.options.map(String) };
  if (schema instanceof z.ZodNull) return { kind: 'constant', value: null };
  if (schema instanceof z.ZodLiteral) {
    return schema.value === true ? { kind: 'flag' } : { kind: 'constant', value: schema.value };
  }
  if (schema instanceof z.ZodArray) return listShape(shapeOf(schema.element, at));
  if (schema instanceof z.ZodRecord) return recordShape(shapeOf(schema.valueType, at));
  if (schema instanceof z.ZodObject) return objectShape(schema.shape, at);
  if (schema instanceof z.ZodUnion) return eitherShape(schema.options.map((each) => shapeOf(each, at)));
  return { kind: 'json' };
}

/** The fields of an object's keys, in their order. */
export function fieldsOf(shape: Readonly<Record<string, z.core.$ZodType>>, at: string): readonly Field[] {
  return Object.entries(shape).map(([key, schema]) => {
    const place = `${at}.${key}`;
    return { key, at: place, shape: shapeOf(schema, place), ...need(schema) };
  });
}

/** True when a value is of the kind that a shape shows, right or wrong in its details. */
export function fits(shape: Shape, value: unknown): boolean {
  switch (shape.kind) {
    case 'text':
      return typeof value === 'string';
    case 'choice':
      return typeof value === 'string' && shape.words.includes(value);
    case 'number':
      return typeof value === 'number' || (shape.orValue && typeof value === 'string');
    case 'switch':
      return typeof value === 'boolean' || (shape.orValue && typeof value === 'string');
    case 'flag':
      return value === true;
    case 'constant':
      return value === shape.value;
    case 'some':
      return typeof value === 'string' || typeof value === 'number' || Array.isArray(value);
    case 'list':
    case 'choices':
    case 'target':
    case 'steps':
      return Array.isArray(value);
    case 'record':
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'either':
      return shape.options.some((each) => fits(each, value));
    case 'onError':
    case 'json':
      return true;
  }
}

/** A value to begin with: empty, yet of the shape's kind. */
export function blank(shape: Shape): unknown {
  switch (shape.kind) {
    case 'text':
    case 'some':
      return '';
    case 'number':
      return Number.isFinite(shape.min) ? Math.max(shape.min, 0) : 0;
    case 'switch':
    case 'flag':
      return true;
    case 'choice':
      return shape.words[0] ?? '';
    case 'choices':
      return shape.words.slice(0, 1);
    case 'target':
      return [{ text: '' }];
    case 'list':
      return [blank(shape.item)];
    case 'steps':
      return [];
    case 'constant':
      return shape.value;
    case 'either':
      return shape.options[0] === undefined ? '' : blank(shape.options[0]);
    case 'onError':
      return 'continue';
    case 'object':
      return Object.fromEntries(
        shape.fields.flatMap(({ key, isRequired, shape: own }) => (isRequired ? [[key, blank(own)]] : [])),
      );
    case 'record':
    case 'json':
      return {};
  }
}

const LONG = 100_000;

/** Schemas that a form has a part of its own for. */
const KNOWN: ReadonlyMap<z.core.$ZodType, Shape> = new Map<z.core.$ZodType, Shape>([
  [Target, { kind: 'target' }],
  [OnError, { kind: 'onError' }],
  [controls.if.params.then, { kind: 'steps' }],
  [controls.if.params.else.unwrap(), { kind: 'steps' }],
  [Name, textShape('name', 64)],
  [ExpressionText, textShape('expression', 2100)],
]);

function textShape(of: 'text' | 'name' | 'expression', max: number): Shape {
  return { kind: 'text', of, max };
}

/** Takes away what says only whether a key must be there. Null instead of a number is said by an empty field. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodLazy
  ) {
    return schema.unwrap();
  }
  return schema;
}

function need(schema: z.core.$ZodType): Pick<Field, 'isRequired' | 'preset'> {
  if (schema instanceof z.ZodDefault) return { isRequired: false, preset: schema.def.defaultValue };
  const isOptional = schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault;
  return { isRequired: !isOptional, preset: undefined };
}

function listShape(item: Shape): Shape {
  return item.kind === 'choice' ? { kind: 'choices', words: item.words } : { kind: 'list', item };
}

function recordShape(value: Shape): Shape {
  return value.kind === 'json' ? value : { kind: 'record', value };
}

function objectShape(shape: Readonly<Record<string, z.core.$ZodType>>, at: string): Shape {
  return { kind: 'object', fields: fieldsOf(shape, at), groups: groupsOf(at) };
}

/** Several shapes as one: those that one field can show are put together. */
function eitherShape(given: readonly Shape[]): Shape {
  const options = given.flatMap((each) => (each.kind === 'either' ? each.options : [each]));
  if (options.some(({ kind }) => kind === 'json')) return { kind: 'json' };
  const [first, second, ...more] = options;
  if (first === undefined || second === undefined || more.length > 0) return { kind: 'either', options };
  if (second.kind === 'text' && (first.kind === 'number' || first.kind === 'switch')) {
    return { ...first, orValue: true };
  }
  if (second.kind === 'list' && second.item.kind === first.kind && first.kind !== 'object') {
    return { kind: 'some', item: first };
  }
  return { kind: 'either', options };
}

import * as z from 'zod';
import { valueAt } from './path-text.ts';

/**
 * The keys that the schema knows for the object at a path, for “nearest right key” in messages.
 * @param root the value that was parsed: it decides which member of a union is meant
 */
export function knownKeys(schema: z.core.$ZodType, path: readonly PropertyKey[], root: unknown): string[] {
  let shapes: z.core.$ZodType[] = alternatives(schema, root);
  for (const [at, key] of path.entries()) {
    const value = valueAt(root, path.slice(0, at + 1));
    shapes = shapes.flatMap((each) => below(each, key)).flatMap((each) => alternatives(each, value));
  }
  const keys = shapes.flatMap((each) => (each instanceof z.ZodObject ? Object.keys(each.shape) : []));
  return [...new Set(keys)];
}

/** The schemas one key further down. */
function below(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType[] {
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (!(schema instanceof z.ZodObject)) return [];
  const field: z.core.$ZodType | undefined = Object.getOwnPropertyDescriptor(schema.shape, key)?.value;
  return field === undefined ? [] : [field];
}

/** Takes away optional, default and lazy, and opens unions: the one member that is meant, else all. */
function alternatives(schema: z.core.$ZodType, value: unknown): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return alternatives(schema.unwrap(), value);
  }
  if (schema instanceof z.ZodLazy) return alternatives(schema.unwrap(), value);
  if (!(schema instanceof z.ZodUnion)) return [schema];
  const members = schema.options.flatMap((option) => alternatives(option, value));
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return members;
  const { discriminator } = schema.def;
  const wanted = valueAt(value, [discriminator]);
  return members.filter((member) => {
    const literal = member instanceof z.ZodObject ? member.shape[discriminator] : undefined;
    return literal instanceof z.ZodLiteral && [...literal.values].some((each) => each === wanted);
  });
}

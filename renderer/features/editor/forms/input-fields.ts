import { InputSpec } from '../../../../shared/flow/input.ts';
import { type Field, fieldsOf, type Shape } from './shape.ts';

const FIELDS = fieldsOf(InputSpec.shape, 'inputs');

const NUMBER: Shape = {
  kind: 'number',
  min: Number.NEGATIVE_INFINITY,
  max: Number.POSITIVE_INFINITY,
  orValue: false,
};

const TEXT: Shape = { kind: 'text', of: 'text', max: 10_000 };

/** The fields of an input; its default has the field of its type. */
export function inputFields(type: unknown): readonly Field[] {
  return FIELDS.map((field) => (field.key === 'default' ? { ...field, shape: defaultShape(type) } : field));
}

function defaultShape(type: unknown): Shape {
  if (type === 'boolean') return { kind: 'switch', orValue: false };
  return type === 'number' ? NUMBER : TEXT;
}

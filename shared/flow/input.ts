import * as z from 'zod';

/** The kinds of value that a flow may ask for before it runs. */
export const InputType = z.enum(['text', 'number', 'boolean', 'url', 'date']);
export type InputType = z.output<typeof InputType>;

export const InputValue = z.union([z.string(), z.number(), z.boolean()]);
export type InputValue = z.output<typeof InputValue>;

/** One input of a flow: what a person is asked for, or the command line gives with `--input name=value`. */
export const InputSpec = z.strictObject({
  type: InputType,
  label: z.string().max(200).optional(),
  description: z.string().max(1000).optional(),
  default: InputValue.optional(),
  required: z.boolean().optional(),
  /** Stored encrypted, masked in every log, artifact and export. */
  secret: z.boolean().optional(),
});
export type InputSpec = z.output<typeof InputSpec>;

/** Names of inputs, rows' columns, variables and fields, as they stand in `{{input.name}}`. */
export const Name = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]{0,63}$/,
    'letters, digits and _ only, not starting with a digit, at most 64',
  );

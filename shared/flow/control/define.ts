import * as z from 'zod';
import { Name } from '../input.ts';
import { type Rule, rule } from '../rule.ts';

/** The keys that every control step may have beside its own. */
const commonKeys = {
  /** Names the step for `onError: { goto }`. */
  id: Name.optional(),
  /** A word for the reader of the flow. */
  note: z.string().max(2000).optional(),
  /** It is skipped, with all that is inside of it. */
  disabled: z.boolean().optional(),
};

/** A step that decides which steps run, or speaks for the flow itself; the page is none of its business. */
export interface ControlDefinition<T extends string, S extends z.ZodRawShape> {
  /** The word in the flow file, where `action` stands. */
  readonly type: T;
  /** The name in menus and forms: “Repeat steps”. */
  readonly title: string;
  /** One sentence for the person who chooses it. */
  readonly help: string;
  /** The step's own keys. */
  readonly params: S;
  /** A rule over several of them. */
  readonly rule?: Rule;
  /** One short line for a step, with its values put in: `Repeat 10 times`. */
  readonly describe: (step: z.output<z.ZodObject<S & typeof commonKeys, z.core.$strict>>) => string;
  /** A correct step, without its `action`: forms begin with it and tests run it. */
  readonly example: z.input<z.ZodObject<S, z.core.$strict>>;
}

/** Declares a control step. It is one flat strict object, as the steps of actions are. */
export function defineControl<const T extends string, S extends z.ZodRawShape>(
  definition: ControlDefinition<T, S>,
) {
  const bare = z.strictObject({ action: z.literal(definition.type), ...definition.params, ...commonKeys });
  const step = definition.rule === undefined ? bare : bare.refine(...rule(definition.rule));
  return { ...definition, step };
}

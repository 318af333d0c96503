import * as z from 'zod';
import { Name } from '../flow/input.ts';
import { type Rule, rule } from '../flow/rule.ts';

/** What happens when a step fails: end the attempt, go on, try the step again, or go on at another step. */
export const OnError = z.union([
  z.enum(['fail', 'continue']),
  z.strictObject({ retry: z.int().min(1).max(10) }),
  z.strictObject({ goto: Name }),
]);
export type OnError = z.output<typeof OnError>;

/** Longest time that one step may be given. */
export const MAX_STEP_MS = 600_000;

/** The keys that every step may have beside its action's own. */
const commonKeys = {
  /** Names the step for `onError: { goto }`. */
  id: Name.optional(),
  /** Milliseconds; absent = the flow's. */
  timeout: z.int().min(1).max(MAX_STEP_MS).optional(),
  onError: OnError.optional(),
  /** Runs at most once for a job, however often the job is tried: pay, send, submit. */
  once: z.boolean().optional(),
  /** A word for the reader of the flow. */
  note: z.string().max(2000).optional(),
  /** It is skipped, with all that is inside of it. */
  disabled: z.boolean().optional(),
};

export interface ActionDefinition<T extends string, S extends z.ZodRawShape> {
  /** The word in the flow file. */
  readonly type: T;
  /** The name in menus and forms: “Extract a list”. */
  readonly title: string;
  /** One sentence for the person who chooses an action. */
  readonly help: string;
  /** The step's own keys. */
  readonly params: S;
  /** A rule over several of them. */
  readonly rule?: Rule;
  /** One short line for a step, with its values put in: `Click “Search”`. */
  readonly describe: (params: z.output<z.ZodObject<S, z.core.$strict>>) => string;
  /** A correct step, without its `action`: forms begin with it and tests run it. */
  readonly example: z.input<z.ZodObject<S, z.core.$strict>>;
  /** Loads a page: has the flow's navigation timeout instead of the step's. */
  readonly navigates?: boolean;
  /**
   * How long one run may take, when that is not the step's timeout; null = as long as its single operations keep within it.
   * Milliseconds.
   */
  readonly limitMs?: (params: z.output<z.ZodObject<S, z.core.$strict>>, timeoutMs: number) => number | null;
}

/** An action as data: what the editor, the validator and the timeline need of it. */
export type ActionSpec<T extends string, S extends z.ZodRawShape> = ReturnType<typeof defineSpec<T, S>>;

/** Declares an action. Its step is one flat strict object: common keys, `action` and the action's own keys. */
export function defineSpec<const T extends string, S extends z.ZodRawShape>(
  definition: ActionDefinition<T, S>,
) {
  const params = z.strictObject(definition.params);
  const bare = z.strictObject({ action: z.literal(definition.type), ...definition.params, ...commonKeys });
  const step = definition.rule === undefined ? bare : bare.refine(...rule(definition.rule));
  return { ...definition, paramsSchema: params, step };
}

import { catalog, isActionType } from '../../../../shared/actions/catalog.ts';
import { controls, isControlType } from '../../../../shared/flow/control/catalog.ts';
import type { StepType } from '../../../../shared/flow/step.ts';
import type { Group } from './groups.ts';
import { groupsOf } from './groups.ts';
import { type Field, fieldsOf } from './shape.ts';

/** What the form of an action shows. */
export interface StepFields {
  readonly fields: readonly Field[];
  readonly groups: readonly Group[];
  /** The name of the action, for people. */
  readonly title: string;
}

const made = new Map<StepType, StepFields>();

/** The fields of an action's or a control step's own keys and of those that all have, in this order; null when there is none of that name. */
export function stepFields(action: unknown): StepFields | null {
  if (!isActionType(action) && !isControlType(action)) return null;
  const known = made.get(action);
  if (known !== undefined) return known;
  const spec = isActionType(action) ? catalog[action] : controls[action];
  const { action: _, ...shape } = spec.step.shape;
  const all = fieldsOf(shape, action);
  const own = all.filter(({ key }) => !COMMON.includes(key) || key in spec.params);
  const common = COMMON.flatMap((key) => all.find((each) => each.key === key && !own.includes(each)) ?? []);
  // A control step declares onError beside its own keys: it stands with the common ones all the same.
  const sorted = [
    ...own.filter(({ shape: { kind } }) => kind !== 'onError'),
    ...own.filter(({ shape: { kind } }) => kind === 'onError'),
    ...common,
  ];
  const result = { fields: sorted, groups: groupsOf(action), title: spec.title };
  made.set(action, result);
  return result;
}

const COMMON = ['timeout', 'onError', 'once', 'note', 'id'];

/** Common keys that a form always shows. */
export const ALWAYS: ReadonlySet<string> = new Set([
  'timeout',
  'onError',
  'once',
  'waitUntil',
  'transform',
  'checked',
  'level',
  'as',
  'limit',
]);

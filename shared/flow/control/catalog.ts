import { spec as breakSpec } from './break.ts';
import { spec as callFlow } from './call-flow.ts';
import { spec as continueSpec } from './continue.ts';
import { spec as fail } from './fail.ts';
import { spec as forEach } from './for-each.ts';
import { spec as ifSpec } from './if.ts';
import { spec as log } from './log.ts';
import { spec as repeat } from './repeat.ts';
import { spec as setVariable } from './set-variable.ts';
import { spec as stop } from './stop.ts';
import { spec as trySpec } from './try.ts';
import { spec as whileSpec } from './while.ts';

/**
 * Every control step by its word in the flow file, in the order of menus. Only data: how they run is the worker's.
 * They stand beside the actions (`shared/actions/catalog.ts`) in the same list of steps.
 */
export const controls = {
  if: ifSpec,
  forEach,
  repeat,
  while: whileSpec,
  break: breakSpec,
  continue: continueSpec,
  try: trySpec,
  callFlow,
  setVariable,
  log,
  stop,
  fail,
} as const;

export type Controls = typeof controls;
export type ControlType = keyof Controls;

/** All words, for messages and menus. */
export const CONTROL_TYPES: readonly ControlType[] = Object.values(controls).map((spec) => spec.type);

/** True when there is a control step of this name. */
export function isControlType(value: unknown): value is ControlType {
  return typeof value === 'string' && Object.hasOwn(controls, value);
}

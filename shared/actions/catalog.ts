import { spec as assert } from './assert.ts';
import { spec as check } from './check.ts';
import { spec as click } from './click.ts';
import { spec as download } from './download.ts';
import { spec as extract } from './extract.ts';
import { spec as extractList } from './extract-list.ts';
import { spec as fill } from './fill.ts';
import { spec as goto } from './goto.ts';
import { spec as hover } from './hover.ts';
import { spec as press } from './press.ts';
import { spec as screenshot } from './screenshot.ts';
import { spec as select } from './select.ts';
import { spec as waitFor } from './wait-for.ts';

/** Every action by its word in the flow file, in the order of menus. Only data: what runs is in runners.ts. */
export const catalog = {
  goto,
  click,
  fill,
  press,
  select,
  check,
  hover,
  waitFor,
  assert,
  extract,
  extractList,
  screenshot,
  download,
} as const;

export type Catalog = typeof catalog;
export type ActionType = keyof Catalog;

/** All words, for messages and menus. */
export const ACTION_TYPES: readonly ActionType[] = Object.values(catalog).map((spec) => spec.type);

/** True when there is an action of this name. */
export function isActionType(value: unknown): value is ActionType {
  return typeof value === 'string' && Object.hasOwn(catalog, value);
}

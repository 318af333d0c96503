import { spec as ask } from './ask.ts';
import { spec as assert } from './assert.ts';
import { spec as back } from './back.ts';
import { spec as check } from './check.ts';
import { spec as clear } from './clear.ts';
import { spec as click } from './click.ts';
import { spec as dialog } from './dialog.ts';
import { spec as download } from './download.ts';
import { spec as drag } from './drag.ts';
import { spec as emulate } from './emulate.ts';
import { spec as evaluate } from './evaluate.ts';
import { spec as extract } from './extract.ts';
import { spec as extractList } from './extract-list.ts';
import { spec as extractTable } from './extract-table.ts';
import { spec as fill } from './fill.ts';
import { spec as focus } from './focus.ts';
import { spec as forward } from './forward.ts';
import { spec as geolocation } from './geolocation.ts';
import { spec as goto } from './goto.ts';
import { spec as hover } from './hover.ts';
import { spec as httpAuth } from './http-auth.ts';
import { spec as pdf } from './pdf.ts';
import { spec as permissions } from './permissions.ts';
import { spec as press } from './press.ts';
import { spec as reload } from './reload.ts';
import { spec as request } from './request.ts';
import { spec as route } from './route.ts';
import { spec as savePage } from './save-page.ts';
import { spec as screenshot } from './screenshot.ts';
import { spec as scroll } from './scroll.ts';
import { spec as select } from './select.ts';
import { spec as storage } from './storage.ts';
import { spec as tab } from './tab.ts';
import { spec as type } from './type.ts';
import { spec as upload } from './upload.ts';
import { spec as waitFor } from './wait-for.ts';

/** Every action by its word in the flow file, in the order of menus. Only data: what runs is in runners.ts. */
export const catalog = {
  goto,
  back,
  forward,
  reload,
  tab,
  click,
  fill,
  type,
  clear,
  press,
  select,
  check,
  upload,
  hover,
  focus,
  drag,
  scroll,
  waitFor,
  assert,
  extract,
  extractList,
  extractTable,
  screenshot,
  pdf,
  savePage,
  download,
  evaluate,
  request,
  dialog,
  storage,
  permissions,
  geolocation,
  emulate,
  route,
  httpAuth,
  ask,
} as const;

export type Catalog = typeof catalog;
export type ActionType = keyof Catalog;

/** All words, for messages and menus. */
export const ACTION_TYPES: readonly ActionType[] = Object.values(catalog).map((spec) => spec.type);

/** True when there is an action of this name. */
export function isActionType(value: unknown): value is ActionType {
  return typeof value === 'string' && Object.hasOwn(catalog, value);
}

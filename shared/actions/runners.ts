import { run as ask } from './ask.ts';
import { run as assert } from './assert.ts';
import { run as back } from './back.ts';
import type { ActionType, Catalog } from './catalog.ts';
import { run as check } from './check.ts';
import { run as clear } from './clear.ts';
import { run as click } from './click.ts';
import { run as dialog } from './dialog.ts';
import { run as download } from './download.ts';
import { run as drag } from './drag.ts';
import { run as emulate } from './emulate.ts';
import { run as evaluate } from './evaluate.ts';
import { run as extract } from './extract.ts';
import { run as extractList } from './extract-list.ts';
import { run as extractTable } from './extract-table.ts';
import { run as fill } from './fill.ts';
import { run as focus } from './focus.ts';
import { run as forward } from './forward.ts';
import { run as geolocation } from './geolocation.ts';
import { run as goto } from './goto.ts';
import { run as hover } from './hover.ts';
import { run as httpAuth } from './http-auth.ts';
import { run as pdf } from './pdf.ts';
import { run as permissions } from './permissions.ts';
import { run as press } from './press.ts';
import { run as reload } from './reload.ts';
import { run as request } from './request.ts';
import { run as route } from './route.ts';
import type { ActionRun } from './run.ts';
import { run as savePage } from './save-page.ts';
import { run as screenshot } from './screenshot.ts';
import { run as scroll } from './scroll.ts';
import { run as select } from './select.ts';
import { run as storage } from './storage.ts';
import { run as tab } from './tab.ts';
import { run as type } from './type.ts';
import { run as upload } from './upload.ts';
import { run as waitFor } from './wait-for.ts';

/** What each action does: the compiler names the one that is missing. Only the worker imports this. */
export const runners = {
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
} satisfies { [T in ActionType]: ActionRun<Catalog[T]> };

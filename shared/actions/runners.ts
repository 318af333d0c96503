import { run as assert } from './assert.ts';
import type { ActionType, Catalog } from './catalog.ts';
import { run as check } from './check.ts';
import { run as click } from './click.ts';
import { run as download } from './download.ts';
import { run as extract } from './extract.ts';
import { run as extractList } from './extract-list.ts';
import { run as fill } from './fill.ts';
import { run as goto } from './goto.ts';
import { run as hover } from './hover.ts';
import { run as press } from './press.ts';
import type { ActionRun } from './run.ts';
import { run as screenshot } from './screenshot.ts';
import { run as select } from './select.ts';
import { run as waitFor } from './wait-for.ts';

/** What each action does: the compiler names the one that is missing. Only the worker imports this. */
export const runners = {
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
} satisfies { [T in ActionType]: ActionRun<Catalog[T]> };

import * as z from 'zod';
import { exactlyOne } from '../flow/rule.ts';
import { defineSpec } from './define.ts';
import { UrlPattern } from './match-url.ts';
import type { ActionRun } from './run.ts';

export const spec = defineSpec({
  type: 'tab',
  title: 'Change the tab',
  help: 'Opens, changes or closes tabs, or goes into the window that the last action has opened.',
  params: {
    /** Opens this address in a new tab. */
    open: z.string().min(1).max(10_000).optional(),
    /** The tab at this place, counted from 0. */
    index: z.int().min(0).max(100).optional(),
    /** The tab whose title has this, or matches `/a regular expression/`. */
    title: z.string().min(1).max(2000).optional(),
    /** The tab with this address: a part of it, a glob or `/a regular expression/`. */
    url: UrlPattern.optional(),
    /** Closes the present tab and goes back to the one before. */
    close: z.literal(true).optional(),
    /** Waits for the window that the last action opens. */
    popup: z.literal(true).optional(),
  },
  rule: exactlyOne(['open', 'index', 'title', 'url', 'close', 'popup']),
  describe: ({ open, index, title, url, close }) => {
    if (open !== undefined) return `Open ${open} in a new tab`;
    if (index !== undefined) return `Change to tab ${index + 1}`;
    if (title !== undefined) return `Change to the tab “${title}”`;
    if (url !== undefined) return `Change to the tab ${url}`;
    return close === true ? 'Close the tab' : 'Go into the new window';
  },
  example: { popup: true },
  navigates: true,
});

export const run: ActionRun<typeof spec> = async ({ open, index, title, url, close }, { page }) => {
  const { tabs } = page;
  if (open !== undefined) await tabs.open(open);
  else if (index !== undefined) await tabs.switch({ index });
  else if (title !== undefined) await tabs.switch({ title });
  else if (url !== undefined) await tabs.switch({ url });
  else if (close === true) await tabs.close();
  else await tabs.popup();
  return null;
};

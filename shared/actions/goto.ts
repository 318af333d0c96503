import * as z from 'zod';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';
import { WaitUntil } from './wait-until.ts';

export const spec = defineSpec({
  type: 'goto',
  title: 'Open a page',
  help: 'Opens an address and waits until the page is there.',
  params: {
    url: z.string().min(1).max(10_000),
    waitUntil: WaitUntil,
  },
  describe: ({ url }) => `Open ${url}`,
  example: { url: 'https://example.com/' },
  navigates: true,
});

export const run: ActionRun<typeof spec> = async ({ url, waitUntil }, { page }) => {
  await page.goto(url, waitUntil);
  return null;
};

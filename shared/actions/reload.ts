import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';
import { WaitUntil } from './wait-until.ts';

export const spec = defineSpec({
  type: 'reload',
  title: 'Load again',
  help: 'Loads the page again and waits until it is there.',
  params: { waitUntil: WaitUntil },
  describe: () => 'Load the page again',
  example: {},
  navigates: true,
});

export const run: ActionRun<typeof spec> = async ({ waitUntil }, { page }) => {
  await page.move('reload', waitUntil);
  return null;
};

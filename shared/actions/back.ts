import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';
import { WaitUntil } from './wait-until.ts';

export const spec = defineSpec({
  type: 'back',
  title: 'Go back',
  help: 'Goes back to the page before, as the browser’s button does.',
  params: { waitUntil: WaitUntil },
  describe: () => 'Go back',
  example: {},
  navigates: true,
});

export const run: ActionRun<typeof spec> = async ({ waitUntil }, { page }) => {
  await page.move('back', waitUntil);
  return null;
};

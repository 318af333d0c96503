import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';
import { WaitUntil } from './wait-until.ts';

export const spec = defineSpec({
  type: 'forward',
  title: 'Go forward',
  help: 'Goes forward again after a step back.',
  params: { waitUntil: WaitUntil },
  describe: () => 'Go forward',
  example: {},
  navigates: true,
});

export const run: ActionRun<typeof spec> = async ({ waitUntil }, { page }) => {
  await page.move('forward', waitUntil);
  return null;
};

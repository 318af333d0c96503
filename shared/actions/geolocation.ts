import * as z from 'zod';
import type { Rule } from '../flow/rule.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

const whole: Rule = ({ latitude, longitude, accuracy, clear }) => {
  if (clear !== undefined) {
    const given = latitude ?? longitude ?? accuracy;
    return given === undefined ? undefined : '“clear” goes with nothing else.';
  }
  return latitude === undefined || longitude === undefined
    ? '“latitude” and “longitude” are expected, or “clear”: true.'
    : undefined;
};

export const spec = defineSpec({
  type: 'geolocation',
  title: 'Set the place',
  help: 'Sets where the browser says that it is, and lets pages ask for it.',
  params: {
    /** Degrees north. */
    latitude: z.number().min(-90).max(90).optional(),
    /** Degrees east. */
    longitude: z.number().min(-180).max(180).optional(),
    /** Metres. */
    accuracy: z.number().min(0).max(1_000_000).optional(),
    /** The browser knows no place any more. */
    clear: z.literal(true).optional(),
  },
  rule: whole,
  describe: ({ latitude, longitude, clear }) =>
    clear === true ? 'Forget the place' : `Set the place to ${latitude ?? 0}, ${longitude ?? 0}`,
  example: { latitude: 59.91, longitude: 10.75 },
});

export const run: ActionRun<typeof spec> = async ({ latitude, longitude, accuracy, clear }, { page }) => {
  const { surroundings } = page;
  if (clear === true || latitude === undefined || longitude === undefined) {
    await surroundings.setLocation(null);
    return null;
  }
  await surroundings.setLocation({ latitude, longitude, accuracy: accuracy ?? 0 });
  await surroundings.grant(['geolocation']);
  return null;
};

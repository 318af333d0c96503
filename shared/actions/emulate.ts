import * as z from 'zod';
import type { Rule } from '../flow/rule.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

const Size = z.int().min(1).max(10_000);
const Rate = z.number().positive().max(10_000_000).nullable().default(null);

const Throttle = z.strictObject({
  /** Milliseconds before an answer comes. */
  latency: z.int().min(0).max(60_000).default(0),
  /** Kilobits per second; null = no limit. */
  download: Rate,
  upload: Rate,
});

const KEYS = ['colorScheme', 'reducedMotion', 'media', 'offline', 'throttle', 'viewport'];

const something: Rule = (value) =>
  KEYS.some((key) => value[key] !== undefined)
    ? undefined
    : `at least one of ${KEYS.join(', ')} is expected.`;

export const spec = defineSpec({
  type: 'emulate',
  title: 'Change the surroundings',
  help: 'Makes the browser dark, offline, slow or of another size from here on.',
  params: {
    colorScheme: z.enum(['light', 'dark', 'no-preference']).optional(),
    reducedMotion: z.enum(['reduce', 'no-preference']).optional(),
    /** As on a screen, or as it is printed. */
    media: z.enum(['screen', 'print']).optional(),
    offline: z.boolean().optional(),
    /** How slow the network of the present tab is; false = as fast as it goes. */
    throttle: z.union([Throttle, z.literal(false)]).optional(),
    /** Of the present tab. */
    viewport: z.strictObject({ width: Size, height: Size }).optional(),
  },
  rule: something,
  describe: ({ colorScheme, reducedMotion, media, offline, throttle, viewport }) => {
    const words = [
      colorScheme === undefined ? [] : `${colorScheme} colours`,
      reducedMotion === undefined ? [] : reducedMotion === 'reduce' ? 'less motion' : 'motion',
      media ?? [],
      offline === undefined ? [] : offline ? 'offline' : 'online',
      throttle === undefined ? [] : throttle === false ? 'full speed' : 'a slow network',
      viewport === undefined ? [] : `${viewport.width} × ${viewport.height} pixels`,
    ];
    return `Change to ${words.flat().join(', ')}`;
  },
  example: { colorScheme: 'dark' },
});

export const run: ActionRun<typeof spec> = async (params, { page }) => {
  const { colorScheme, reducedMotion, media, offline, throttle, viewport } = params;
  const { surroundings } = page;
  if ((colorScheme ?? reducedMotion ?? media) !== undefined) {
    await surroundings.setMedia({ colorScheme, reducedMotion, media });
  }
  if (viewport !== undefined) await surroundings.setViewport(viewport);
  if (throttle !== undefined) await surroundings.setThrottle(throttle === false ? null : throttle);
  if (offline !== undefined) await surroundings.setOffline(offline);
  return null;
};

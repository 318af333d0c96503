import * as z from 'zod';
import { exactlyOne, firstOf, type Rule } from '../flow/rule.ts';
import { defineSpec } from './define.ts';
import type { ActionRun } from './run.ts';

const PERMISSIONS = [
  'accelerometer',
  'ambient-light-sensor',
  'background-sync',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'geolocation',
  'gyroscope',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'notifications',
  'payment-handler',
  'storage-access',
] as const;

const originRule: Rule = ({ grant, origin }) =>
  origin !== undefined && grant === undefined ? '“origin” goes with “grant” only.' : undefined;

export const spec = defineSpec({
  type: 'permissions',
  title: 'Give permissions',
  help: 'Says what pages may do without asking, such as showing notifications. Nothing else is allowed.',
  params: {
    grant: z.array(z.enum(PERMISSIONS)).min(1).max(PERMISSIONS.length).optional(),
    /** Only for this site; absent = for all. */
    origin: z.string().min(1).max(2000).optional(),
    /** Takes all of them back. */
    clear: z.literal(true).optional(),
  },
  rule: firstOf(exactlyOne(['grant', 'clear']), originRule),
  describe: ({ grant, origin }) => {
    if (grant === undefined) return 'Take all permissions back';
    return `Allow ${grant.join(', ')}${origin === undefined ? '' : ` for ${origin}`}`;
  },
  example: { grant: ['notifications'] },
});

export const run: ActionRun<typeof spec> = async ({ grant, origin }, { page }) => {
  if (grant === undefined) await page.surroundings.clearPermissions();
  else await page.surroundings.grant(grant, origin);
  return null;
};

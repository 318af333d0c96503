import * as z from 'zod';

/** When a page counts as loaded. */
export const WaitUntil = z.enum(['load', 'domcontentloaded', 'networkidle']).default('load');

import * as z from 'zod';
import { JobId } from '../ids.ts';
import { Time } from './schema.ts';

/** Name of a profile: as flows name it, so nothing is filled in. */
export const ProfileName = z
  .string()
  .trim()
  .min(1, 'A name is needed.')
  .max(100, 'A name has at most 100 characters.')
  .refine((name) => !name.includes('{{'), 'A profile is named as it is: no “{{ … }}” is filled in here.');

/** The page at which a person signs in; without `https://` it is put in front. */
export const StartUrl = z
  .string()
  .trim()
  .min(1, 'An address is needed.')
  .max(1990, 'The address is too long.')
  .transform((text) => (/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`))
  .refine(isWebAddress, 'It is no address of the web: write it like https://shop.example.com/login.');

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

/** A profile as lists show it: never a value of what it holds. */
export const ProfileSummary = z.strictObject({
  name: z.string(),
  /** The page at which a person signs in, where it is known. */
  startUrl: z.string().nullable(),
  createdAt: Time,
  /** When a state was kept last; null = nothing is kept yet. */
  savedAt: Time.nullable(),
  /** When a job took it last. */
  usedAt: Time.nullable(),
  /** Of the state. */
  bytes: z.int().nonnegative(),
  /** Hosts whose cookies or storage it holds; the first ones. */
  sites: z.array(z.string()),
  /** Since when it is known that nobody is signed in. */
  loginNeededAt: Time.nullable(),
  /** Jobs that wait for the login; a large number is cut. */
  waiting: z.int().nonnegative(),
  /** The job that holds it now. */
  heldBy: JobId.nullable(),
  /** The job in which a person signs in, or is about to. */
  signInJob: JobId.nullable(),
});
export type ProfileSummary = z.output<typeof ProfileSummary>;

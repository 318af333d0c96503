import * as z from 'zod';
import type { JobId } from '../../shared/ids.ts';
import type { ProfileSummary } from '../../shared/job/profile.ts';
import { waitWord } from '../../shared/job/waits.ts';
import type { ReadableDb } from './open.ts';
import { RUNS } from './place.ts';

/** So many waiting jobs are counted, and no more. */
const MOST_COUNTED = 1000;

/** The key of the job in which a person signs in to a profile: one at a time. */
export function signInKey(name: string): string {
  return `sign in: ${name}`;
}

interface ProfileRow {
  readonly name: string;
  readonly start_url: string | null;
  readonly created_at: number;
  readonly saved_at: number | null;
  readonly used_at: number | null;
  readonly bytes: number;
  readonly sites: string;
  readonly login_needed_at: number | null;
}

export const PROFILES_SQL = {
  all: `SELECT name, start_url, created_at, saved_at, used_at, bytes, sites, login_needed_at FROM profile ORDER BY name`,
  /** There are never more of them than slots. */
  holders: `SELECT id, profile FROM job INDEXED BY job_place WHERE ${RUNS} AND profile IS NOT NULL`,
  waiting: `
    SELECT count(*) FROM (
      SELECT 1 FROM job INDEXED BY job_held
       WHERE waits_for IS NOT NULL AND waits_for <> 'time' AND waits_for = ? LIMIT ${MOST_COUNTED})`,
  signIn: `
    SELECT id FROM job INDEXED BY job_key
     WHERE unique_key = ? AND unique_key IS NOT NULL
       AND (state = 'pending' OR state = 'processing' OR state = 'parked') LIMIT 1`,
} as const;

/** Reads every profile, by name. The statements are compiled once. */
export function profileReader(db: ReadableDb): () => ProfileSummary[] {
  const all = db.prepare<[], ProfileRow>(PROFILES_SQL.all);
  const holders = db.prepare<[], { id: JobId; profile: string }>(PROFILES_SQL.holders);
  const waiting = db.prepare<[string], number>(PROFILES_SQL.waiting).pluck();
  const signIn = db.prepare<[string], JobId>(PROFILES_SQL.signIn).pluck();
  return () => {
    const heldBy = new Map(holders.all().map(({ id, profile }) => [profile, id]));
    return all.all().map((row) => ({
      name: row.name,
      startUrl: row.start_url,
      createdAt: row.created_at,
      savedAt: row.saved_at,
      usedAt: row.used_at,
      bytes: row.bytes,
      sites: sitesOf(row.sites),
      loginNeededAt: row.login_needed_at,
      waiting: waiting.get(waitWord({ kind: 'login', name: row.name })) ?? 0,
      heldBy: heldBy.get(row.name) ?? null,
      signInJob: signIn.get(signInKey(row.name)) ?? null,
    }));
  };
}

/** Another program may have written into the file. */
function sitesOf(text: string): string[] {
  return z.array(z.string()).safeParse(JSON.parse(text)).data ?? [];
}

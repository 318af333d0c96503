import { RUNS } from '../../database/place.ts';

/** What the queue knows of profiles. See profiles.ts. */
export const PROFILE_SQL = {
  /** guard: none, it only reads; true while nobody is signed in. */
  loginNeeded: 'SELECT 1 FROM profile WHERE name = @name AND login_needed_at IS NOT NULL',

  /** guard: none of its own; the attempt that found it out ended in this very transaction. */
  markLogin: `
    INSERT INTO profile (name, created_at, login_needed_at) VALUES (@name, @now, @now)
    ON CONFLICT (name) DO UPDATE SET login_needed_at = coalesce(login_needed_at, excluded.login_needed_at)`,

  /** guard: none of its own; the job that holds it was claimed in this very transaction. */
  profileUsed: `
    INSERT INTO profile (name, created_at, used_at) VALUES (@name, @now, @now)
    ON CONFLICT (name) DO UPDATE SET used_at = excluded.used_at`,

  /** guard: this attempt of this worker, and no cancel was asked. A new state may be a signed-in one: jobs look again. */
  profileKept: `
    INSERT INTO profile (name, created_at, saved_at, bytes, sites)
    SELECT profile, @now, @now, @bytes, @sites FROM job
     WHERE id = @jobId AND state = 'processing' AND lease_epoch = @epoch AND worker_id = @workerId
       AND cancel_asked_at IS NULL AND profile IS NOT NULL
    ON CONFLICT (name) DO UPDATE
       SET saved_at = excluded.saved_at, bytes = excluded.bytes, sites = excluded.sites, login_needed_at = NULL
    RETURNING name`,

  /** guard: there is none of this name. */
  addProfile: `
    INSERT INTO profile (name, created_at, start_url) VALUES (@name, @now, @startUrl)
    ON CONFLICT (name) DO NOTHING
    RETURNING name`,

  /** guard: there is none of this name; its file is older than this table. */
  adoptProfile: `
    INSERT INTO profile (name, created_at, saved_at, bytes, sites) VALUES (@name, @at, @at, @bytes, @sites)
    ON CONFLICT (name) DO NOTHING`,

  setStartUrl: 'UPDATE profile SET start_url = @startUrl WHERE name = @name',

  /** guard: no job holds it. */
  removeProfile: `
    DELETE FROM profile
     WHERE name = @name
       AND NOT EXISTS (SELECT 1 FROM job INDEXED BY job_place WHERE ${RUNS} AND profile = @name)
    RETURNING name`,
} as const;

import type { Migration } from '../migrate.ts';

/*
 * What is known of profiles beside their sealed states, which are files: when each was kept and used, and whose cookies it holds
 * (hosts alone). login_needed_at = a job found that nobody is signed in: it closes the gate 'login:<name>' for the jobs that look
 * (job.checks_login), until a new state is kept.
 *
 * flow.is_builtin = a flow of the app itself: it is listed nowhere and its name is taken.
 */
const SCHEMA = `
CREATE TABLE profile (
  name             TEXT    PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 100),
  created_at       INTEGER NOT NULL,
  start_url        TEXT    CHECK (length(start_url) BETWEEN 1 AND 2000),
  saved_at         INTEGER,
  used_at          INTEGER,
  bytes            INTEGER NOT NULL DEFAULT 0 CHECK (bytes >= 0),
  sites            TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(sites)),
  login_needed_at  INTEGER
) STRICT, WITHOUT ROWID;

ALTER TABLE job ADD COLUMN checks_login INTEGER NOT NULL DEFAULT 0 CHECK (checks_login IN (0, 1));
ALTER TABLE flow ADD COLUMN is_builtin INTEGER NOT NULL DEFAULT 0 CHECK (is_builtin IN (0, 1));
`;

/** Profiles that are listed, and that may need a login. */
export const profiles: Migration = {
  version: 35,
  name: 'profiles',
  up(db) {
    db.exec(SCHEMA);
  },
};

import type { Migration } from '../migrate.ts';

/*
 * How the steps of a job are run, for the few jobs that say so: a table of its own, so that no other job pays for it.
 */
const SCHEMA = `
CREATE TABLE job_run_options (
  job_id   INTEGER PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  options  TEXT    NOT NULL CHECK (json_valid(options))
) STRICT;
`;

/** Where a job begins, what it keeps open at a failure, where it stands still. */
export const runOptions: Migration = {
  version: 33,
  name: 'run-options',
  up(db) {
    db.exec(SCHEMA);
  },
};

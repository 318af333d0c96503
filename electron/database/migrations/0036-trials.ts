import type { Migration } from '../migrate.ts';

/*
 * Which jobs are trials of drafts, of which flow (NULL = one that was never saved), and what of the draft ran first.
 *
 * A draft stands as a version of a flow of the app itself, so that it is no version of the flow that it will become: it is never
 * the newest one, and its runs count nowhere. A version row is used by one trial at a time and again when that one was removed:
 * to delete it would mean to look through every job for those that run it.
 */
const SCHEMA = `
CREATE TABLE trial_job (
  job_id      INTEGER PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  version_id  INTEGER NOT NULL UNIQUE REFERENCES flow_version (id),
  flow_id     INTEGER REFERENCES flow (id) ON DELETE SET NULL,
  run         TEXT    NOT NULL CHECK (json_valid(run))
) STRICT;

CREATE INDEX trial_job_flow ON trial_job (flow_id) WHERE flow_id IS NOT NULL;
`;

/** Trial runs of drafts. */
export const trials: Migration = {
  version: 36,
  name: 'trials',
  up(db) {
    db.exec(SCHEMA);
  },
};

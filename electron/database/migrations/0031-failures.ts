import type { Migration } from '../migrate.ts';

/*
 * step_failure holds what a failed step left behind, one row a failed run, as JSON that the window reads whole. It goes with its job.
 *
 * candidate_health counts how the candidates of a flow's targets did, over all versions and jobs of the flow: 'step' is the step's
 * id, or its path where it has none; 'target' is where the step has the target; 'candidate' is the candidate's line. A candidate that
 * is changed begins anew.
 */
const SCHEMA = `
CREATE TABLE step_failure (
  id      INTEGER PRIMARY KEY,
  job_id  INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  epoch   INTEGER NOT NULL CHECK (epoch >= 1),
  seq     INTEGER NOT NULL CHECK (seq >= 0),
  path    TEXT    NOT NULL,
  detail  TEXT    NOT NULL CHECK (json_valid(detail)),
  UNIQUE (job_id, epoch, seq)
) STRICT;

CREATE TABLE candidate_health (
  flow_id    INTEGER NOT NULL REFERENCES flow (id) ON DELETE CASCADE,
  step       TEXT    NOT NULL CHECK (length(step) BETWEEN 1 AND 200),
  target     TEXT    NOT NULL CHECK (length(target) BETWEEN 1 AND 200),
  candidate  TEXT    NOT NULL CHECK (length(candidate) BETWEEN 1 AND 300),
  tried      INTEGER NOT NULL CHECK (tried >= 1),
  found      INTEGER NOT NULL CHECK (found BETWEEN 0 AND tried),
  healed     INTEGER NOT NULL CHECK (healed BETWEEN 0 AND found),
  last_at    INTEGER NOT NULL,
  PRIMARY KEY (flow_id, step, target, candidate)
) STRICT, WITHOUT ROWID;
`;

/** What failed steps left behind, and how the candidates of targets did. */
export const failures: Migration = {
  version: 31,
  name: 'failures',
  up(db) {
    db.exec(SCHEMA);
  },
};

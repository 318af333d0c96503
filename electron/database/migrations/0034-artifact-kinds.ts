import type { Migration } from '../migrate.ts';

/*
 * Two more kinds of files. SQLite cannot change a CHECK, so the table is made anew; the numbers stay, because the window's
 * addresses name them, and none is given out twice.
 */
/** Plain comparisons: `IN` builds a list of its words anew for each row that is written. */
function oneOf(words: readonly string[]): string {
  return words.map((word) => `kind = '${word}'`).join(' OR ');
}

const SCHEMA = `
CREATE TABLE artifact_new (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id  INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  epoch   INTEGER NOT NULL,
  kind    TEXT    NOT NULL CHECK (${oneOf(['screenshot', 'trace', 'video', 'download', 'page', 'har', 'console'])}),
  name    TEXT    NOT NULL,
  path    TEXT    NOT NULL,
  bytes   INTEGER NOT NULL CHECK (bytes >= 0),
  step    TEXT,
  at      INTEGER NOT NULL,
  UNIQUE (job_id, epoch, path)
) STRICT;
INSERT INTO artifact_new SELECT id, job_id, epoch, kind, name, path, bytes, step, at FROM artifact;
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'artifact_new', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'artifact_new');
UPDATE sqlite_sequence
   SET seq = max(seq, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'artifact'), 0))
 WHERE name = 'artifact_new';
DROP TABLE artifact;
ALTER TABLE artifact_new RENAME TO artifact;
`;

/** Files that hold the requests and the console of an attempt. */
export const artifactKinds: Migration = {
  version: 34,
  name: 'artifact-kinds',
  up(db) {
    db.exec(SCHEMA);
  },
};

import type { Migration } from '../migrate.ts';

/*
 * draft holds what was written in the editor and not published: one a flow, or one of a flow that was never published (flow_id is
 * NULL). Its text is as it was typed, without the defaults of secret inputs; `name` is the flow's name in it, for lists.
 *
 * flow.deleted_at = the flow is in the trash: its jobs wait. flow.removed_at = it was removed for good while jobs of it were still
 * there: it is listed nowhere, its name is free, and its versions stay with the jobs that ran them.
 *
 * job_flow finds the last jobs of a flow, and proves quickly that a flow has none.
 */
const SCHEMA = `
ALTER TABLE flow ADD COLUMN tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags));
ALTER TABLE flow ADD COLUMN deleted_at INTEGER;
ALTER TABLE flow ADD COLUMN removed_at INTEGER;
DROP INDEX flow_name;
CREATE UNIQUE INDEX flow_name ON flow (name) WHERE removed_at IS NULL;

CREATE TABLE draft (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  flow_id       INTEGER UNIQUE REFERENCES flow (id) ON DELETE CASCADE,
  base_version  INTEGER CHECK (base_version >= 1),
  name          TEXT    NOT NULL CHECK (length(name) <= 200),
  text          TEXT    NOT NULL CHECK (length(text) <= 5000000),
  saved_at      INTEGER NOT NULL
) STRICT;

CREATE INDEX job_flow ON job (flow_id);
`;

/** Drafts, tags and the trash of flows. */
export const flowWork: Migration = {
  version: 37,
  name: 'flow work',
  up(db) {
    db.exec(SCHEMA);
  },
};

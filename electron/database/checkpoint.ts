import Database from 'better-sqlite3';

/** Below this many uncopied pages nothing is copied: a page that changes often is copied once for many commits. */
const WORTH_PAGES = 1000;
/** A writer that goes on leaves a little behind each round; so often the little is copied too, so that the log can begin anew. */
const ROUNDS = 5;
/** A lock of the file is another's good reason: the next turn comes soon. */
const BUSY_MS = 0;

/** A connection of its own that copies the write-ahead log back into the file. */
export interface Checkpoints {
  /** Copies what is worth it; never waits for the writer and never lets it wait. Gives how many pages are left uncopied. */
  copy(): number;
  close(): void;
}

/**
 * Opens the connection that copies. The file must have been opened, and so been looked at and migrated, before.
 * @throws what SQLite throws when the file is not there
 */
export function openCheckpoints(file: string, worthPages = WORTH_PAGES): Checkpoints {
  const db = new Database(file, { fileMustExist: true, timeout: BUSY_MS });
  // What is copied is as safe as what main writes (open.ts).
  db.pragma('synchronous = NORMAL');
  const uncopied = leftAfter(db, 'NOOP');
  const copy = leftAfter(db, 'PASSIVE');
  return {
    copy() {
      let left = uncopied();
      if (left < worthPages) return left;
      for (let round = 0; round < ROUNDS && left > 0; round++) left = copy();
      return left;
    },
    close: () => db.close(),
  };
}

/** What is still only in the log after a checkpoint of this kind, in pages. @see https://sqlite.org/pragma.html#pragma_wal_checkpoint */
function leftAfter(db: Database.Database, kind: 'NOOP' | 'PASSIVE'): () => number {
  const statement = db.prepare<[], { log: number; checkpointed: number }>(`PRAGMA wal_checkpoint(${kind})`);
  return () => {
    const told = statement.get();
    return told === undefined ? 0 : told.log - told.checkpointed;
  };
}

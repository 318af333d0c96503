import type { WritableDb } from '../../database/open.ts';

/** Runs a synchronous function in one write transaction: all of it happens or none. Not to be nested. */
export type Transact = <T>(change: () => T) => T;

/** The write lock is taken at once, so that what the function reads cannot change before it writes. */
export function transactions(db: WritableDb): Transact {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  return (change) => {
    begin.run();
    try {
      const value = change();
      commit.run();
      return value;
    } catch (error) {
      // A full disk ends the transaction by itself.
      if (db.inTransaction) rollback.run();
      throw error;
    }
  };
}

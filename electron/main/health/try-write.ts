import { dirname } from 'node:path';
import { markSuspect } from '../../database/look.ts';
import type { WritableDb } from '../../database/open.ts';
import { proveRoom } from '../../database/room.ts';

/** Below this the next batch of rows would fill the disk again, and the queue would go on and off. */
const ROOM_BYTES = 16 * 1024 * 1024;

/**
 * Writes to the folder and to the file for real: the WAL has room of its own, so a small write alone may work on a full disk.
 * @param now epoch milliseconds
 * @throws the error of the system or of SQLite
 */
export function tryWrite(db: WritableDb, now: number, roomBytes = ROOM_BYTES): void {
  proveRoom(dirname(db.name), roomBytes);
  db.prepare(
    `INSERT INTO setting (key, value) VALUES ('data.written_at', ?)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  ).run(String(now));
}

/** Lets SQLite refuse every write of this connection, and the next start look at the whole file. */
export function seal(db: WritableDb): void {
  markSuspect(db.name);
  db.pragma('query_only = ON');
}

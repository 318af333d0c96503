import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logPage } from '../../../../electron/database/queries.ts';
import { LOG_START } from '../../../../electron/main/cli/services.ts';
import { JobId } from '../../../../shared/ids.ts';
import { type TempDb, tempDb } from '../../../support/temp-db.ts';

let temp: TempDb;
beforeEach(() => {
  temp = tempDb();
});
afterEach(() => temp.dispose());

describe('the start of a log', () => {
  it('lies before the very first line in the database', () => {
    const { db } = temp;
    db.pragma('foreign_keys = OFF');
    const insert = db.prepare(
      `INSERT INTO job_log (job_id, epoch, seq, at, level, message) VALUES (1, ?, ?, 1, 'INFO', ?)`,
    );
    insert.run(1, 0, 'first');
    insert.run(1, 1, 'second');
    insert.run(2, 0, 'third');
    const { lines } = logPage(db, { jobId: JobId.parse(1), after: LOG_START, limit: 10 });
    expect(lines.map((line) => line.message)).toEqual(['first', 'second', 'third']);
  });
});

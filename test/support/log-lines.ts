import type { WritableDb } from '../../electron/database/open.ts';
import type { LogLevel } from '../../shared/job/schema.ts';

/** Lines of one attempt, numbered from 0: texts at INFO, or texts with their level. */
export function insertLogLines(
  db: WritableDb,
  jobId: number,
  epoch: number,
  lines: readonly (string | readonly [LogLevel, string])[],
): void {
  const insert = db.prepare(
    `INSERT INTO job_log (job_id, epoch, seq, at, level, step, message, metadata) VALUES (?, ?, ?, ?, ?, '1', ?, NULL)`,
  );
  db.transaction(() => {
    lines.forEach((line, seq) => {
      const [level, message] = typeof line === 'string' ? ['INFO', line] : line;
      insert.run(jobId, epoch, seq, 1000 + seq, level, message);
    });
  })();
}

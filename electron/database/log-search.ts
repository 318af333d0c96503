import type * as z from 'zod';
import type { LogHit, LogSearchInput } from '../../shared/ipc/contract.ts';
import type { ReadableDb } from './open.ts';
import type { LogRow } from './rows.ts';
import { prepareNamed } from './statement.ts';
import { textMatch } from './text-match.ts';

type Input = z.output<typeof LogSearchInput>;

/** How many lines are looked at in one go: some 20 ms with lines of usual length. */
export const PORTION = 20_000;

/** The key of a line. Lines are stored in the order of their keys, so a portion is one stretch of the table. */
type Place = { readonly [K in 'jobId' | 'epoch' | 'seq']: number };

interface HitRow extends LogRow {
  readonly job_id: LogHit['jobId'];
  readonly flow_name: string;
}

const KEY = '(l.job_id, l.epoch, l.seq)';
const NEWEST_FIRST = 'l.job_id DESC, l.epoch DESC, l.seq DESC';

/**
 * Finds the lines whose message holds the text, newest job first and newest line first. No index answers this, so the lines are
 * looked at one portion after the other, and what a portion brought is yielded (mostly nothing): the caller can do something
 * else in between, or stop. One line more than the limit is looked for, so that "there are more" is known.
 */
export function* searchLog(db: ReadableDb, input: Input, portion = PORTION): Generator<LogHit[], void> {
  const sql = searchSql(input);
  const edge = prepareNamed<Place>(db, sql.edge);
  const lines = prepareNamed<HitRow>(db, sql.lines);
  const floor: Place = { jobId: input.jobId ?? 0, epoch: 0, seq: 0 };
  // Every key lies below it: epochs begin at 1.
  let from: Place | undefined = { jobId: (input.jobId ?? Number.MAX_SAFE_INTEGER - 1) + 1, epoch: 0, seq: 0 };
  let missing = input.limit + 1;
  while (from !== undefined && missing > 0) {
    const before: Place = from;
    from = edge.get({ ...bounds(before, floor), portion: portion - 1 });
    const found = lines
      .all({ ...bounds(before, from ?? floor), pattern: sql.pattern, most: missing })
      .map(toHit);
    missing -= found.length;
    yield found;
  }
}

/** The statements of a search: one finds where a portion ends, the other what it holds. Only fixed texts stand in them. */
export function searchSql({ text, levels }: Pick<Input, 'text' | 'levels'>): {
  edge: string;
  lines: string;
  pattern: string;
} {
  const { condition, pattern } = textMatch('l.message', '@pattern', text);
  return { edge: EDGE, lines: linesSql(condition, levels), pattern };
}

/** The last line of the next portion; none when fewer lines than that are left. */
const EDGE = `
  SELECT l.job_id AS jobId, l.epoch, l.seq
    FROM job_log l
   WHERE ${KEY} < (@jobId, @epoch, @seq) AND ${KEY} >= (@toJobId, @toEpoch, @toSeq)
   ORDER BY ${NEWEST_FIRST} LIMIT 1 OFFSET @portion`;

/** CROSS JOIN keeps the order of the tables: the flow's name is looked up for what was found, not for every line. */
function linesSql(condition: string, levels: Input['levels']): string {
  const wanted =
    levels === undefined ? '1' : `l.level IN (${levels.map((level) => `'${level}'`).join(', ')})`;
  return `
    SELECT l.job_id, l.epoch, l.seq, l.at, l.level, l.step, l.message, l.metadata, v.name AS flow_name
      FROM job_log l
     CROSS JOIN job j ON j.id = l.job_id
     CROSS JOIN flow_version v ON v.id = j.flow_version_id
     WHERE ${KEY} < (@jobId, @epoch, @seq) AND ${KEY} >= (@toJobId, @toEpoch, @toSeq) AND ${wanted} AND ${condition}
     ORDER BY ${NEWEST_FIRST} LIMIT @most`;
}

function bounds(before: Place, to: Place): Record<string, number> {
  return { ...before, toJobId: to.jobId, toEpoch: to.epoch, toSeq: to.seq };
}

function toHit({ job_id: jobId, flow_name: flowName, ...line }: HitRow): LogHit {
  return { jobId, flowName, line };
}

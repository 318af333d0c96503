import { JobId } from '../../../shared/ids.ts';
import { parseQuery } from '../../../shared/job/query.ts';

/** A search in the logs, as the search box says it. */
export interface LogQuery {
  readonly text: string;
  /** Only in the log of this job; null = in all. */
  readonly jobId: JobId | null;
}

/** Fewer letters are in nearly every line. */
export const LEAST_LETTERS = 2;

/**
 * The log search that a text asks for: `log:"text"`, `log:text`, each with `#12` beside it for one job alone.
 * Null when it asks for jobs. A quote that is still being typed counts as closed.
 */
export function parseLogQuery(typed: string): LogQuery | null {
  const found = /^\s*(?:#(\d+)\s+)?log:\s*(?:"([^"]*)"?|(.*?))(?:\s+#(\d+))?\s*$/is.exec(typed);
  if (found === null || hasOtherQualifier(typed)) return null;
  const [, before, quoted, plain, after] = found;
  const id = JobId.safeParse(Number(before ?? after ?? 0));
  return { text: (quoted ?? plain ?? '').trim(), jobId: id.success ? id.data : null };
}

/** Beside other qualifiers, a text of a log is one condition of a job among several. */
function hasOtherQualifier(typed: string): boolean {
  return parseQuery(typed, 0).some(({ term, text }) => {
    const isPlain =
      term?.on === 'log' || term?.on === 'id' || (term?.on === 'flow' && !/^-?flow:/i.test(text));
    return term !== null && (term.not || !isPlain);
  });
}

export function sameLogQuery(a: LogQuery | null, b: LogQuery | null): boolean {
  return a?.text === b?.text && a?.jobId === b?.jobId;
}

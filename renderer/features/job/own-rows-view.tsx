import { useCallback, useEffect, useState } from 'react';
import { toWire, type WireError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { OwnRowRecord, OwnRowState } from '../../../shared/job/own-rows.ts';
import { appClient } from '../../api/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { safeText } from '../../ui/safe-text.ts';
import classes from './own-rows.module.css';

const PAGE = 100;
const MOST_CELLS = 4;

const WORDS = { pending: 'not run', done: 'done', failed: 'failed' } as const satisfies Record<
  OwnRowState,
  string
>;

/** The rows that a job walks over, each with its state and its error. @param rev goes up when one of them may have changed */
export function OwnRowsView({ jobId, rev }: { jobId: JobId; rev: number }) {
  const [failedOnly, setFailedOnly] = useState(false);
  const [count, setCount] = useState(PAGE);
  const [page, setPage] = useState<{ rows: readonly OwnRowRecord[]; hasMore: boolean } | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const read = useCallback(async (): Promise<void> => {
    try {
      setPage(await readRows(jobId, failedOnly, count));
      setError(null);
    } catch (thrown) {
      setError(toWire(thrown));
    }
  }, [jobId, failedOnly, count]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rev says that a row may have changed
  useEffect(() => void read(), [read, rev]);
  return (
    <section className={classes.view} aria-label="Rows of the job">
      <div className={classes.bar}>
        <h3 className={classes.title}>Rows</h3>
        <Button size="sm" aria-pressed={failedOnly} onClick={() => setFailedOnly(!failedOnly)}>
          Failed only
        </Button>
      </div>
      {error !== null && (
        <ErrorPanel title="The rows could not be read" detail={error.message} onRetry={() => void read()} />
      )}
      {page !== null && page.rows.length === 0 && (
        <EmptyState>{failedOnly ? 'No row has failed.' : 'The job has no rows.'}</EmptyState>
      )}
      {page !== null && page.rows.length > 0 && <RowList rows={page.rows} />}
      {page?.hasMore === true && (
        <Button size="sm" onClick={() => setCount(count + PAGE)}>
          Show more
        </Button>
      )}
    </section>
  );
}

/** The first rows; one call gives at most 500. */
async function readRows(
  jobId: JobId,
  failedOnly: boolean,
  count: number,
): Promise<{ rows: readonly OwnRowRecord[]; hasMore: boolean }> {
  const rows: OwnRowRecord[] = [];
  for (;;) {
    const limit = Math.min(500, count - rows.length);
    const after = rows.at(-1)?.number ?? 0;
    const page = await appClient().call('rows.own', { jobId, failedOnly, after, limit });
    rows.push(...page.rows);
    if (!page.hasMore || rows.length >= count) return { rows, hasMore: page.hasMore };
  }
}

function RowList({ rows }: { rows: readonly OwnRowRecord[] }) {
  return (
    <table className={classes.table} aria-label="Rows with their state">
      <thead>
        <tr>
          <th scope="col">Row</th>
          <th scope="col">State</th>
          <th scope="col">Values</th>
          <th scope="col">Result</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ number, state, data, error, result }) => (
          <tr key={number}>
            <td>{number}</td>
            <td className={state === 'failed' ? classes.failed : undefined}>{WORDS[state]}</td>
            <td>
              <bdi>{cellsText(data)}</bdi>
            </td>
            <td className={error === null ? undefined : classes.failed}>
              <bdi>{error === null ? cellsText(result ?? {}) : safeText(error.message, 400)}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellsText(values: Readonly<Record<string, unknown>>): string {
  const all = Object.entries(values);
  const shown = all.slice(0, MOST_CELLS).map(([name, value]) => `${name} ${textOf(value)}`);
  const more = all.length - shown.length;
  return safeText(more > 0 ? `${shown.join(' · ')} · and ${more} more` : shown.join(' · '), 300);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

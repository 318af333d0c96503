import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import { MOST_COPIED, type ResultsExport, type ResultsLook } from '../../../shared/ipc/results-calls.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { t } from '../../texts/index.ts';
import { type PageFault, pageFault } from '../../ui/page-fault.ts';

/** What is done with the rows that are looked at; each tells what came of it. */
export interface RowActions {
  /** Copies rows, `to` not included; more than 10,000 are said to be cut. */
  copy(
    look: ResultsLook,
    columns: readonly string[],
    rows: { from: number; to: number; head: boolean },
  ): Promise<void>;
  exportRows(wish: ResultsExport): Promise<void>;
  retryFailed(job: JobSummary): Promise<void>;
}

interface Deps {
  readonly client: Client<AppContract>;
  /** Puts a table on the clipboard in both forms. */
  readonly putTable: (table: { readonly text: string; readonly html: string }) => Promise<void>;
  readonly announce: (sentence: string) => void;
  /** Shows what was done, or what could not be. */
  readonly tell: (sentence: string) => void;
  readonly onFault: (fault: PageFault | null) => void;
}

export function createRowActions({ client, putTable, announce, tell, onFault }: Deps): RowActions {
  const say = (sentence: string): void => {
    announce(sentence);
    tell(sentence);
  };
  const attempt = async (title: string, work: () => Promise<void>): Promise<void> => {
    onFault(null);
    try {
      await work();
    } catch (error) {
      onFault(pageFault(title, error));
    }
  };
  return {
    copy: (look, columns, { from, to, head }) =>
      attempt(t().results.copyFault, async () => {
        const input = { look, columns: columns.slice(0, 300), head, from, to };
        const { rows, text, html } = await client.call('results.copy', input);
        await putTable({ text, html });
        const isCut = rows < Math.min(to, from + MOST_COPIED + 1) - from;
        say(isCut ? t().results.copiedFirst(rows) : t().results.copied(rows));
      }),
    exportRows: (wish) =>
      attempt(t().results.exportFault, async () => {
        const { path, rows, complete } = await client.call('results.export', wish);
        if (path !== null) say(complete ? t().results.exported(rows) : t().results.exportedPart(rows));
      }),
    retryFailed: (job) =>
      attempt(t().results.retryFault, async () => {
        const { outcome } = await client.call('jobs.resume', { id: job.id, from: 'failed_rows' });
        say(outcome === 'queued' ? t().results.retried(job.failedRows) : t().results.notRetried);
      }),
  };
}

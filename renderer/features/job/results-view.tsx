import { IconDownload, IconTable } from '@tabler/icons-react';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { FlowId, JobId } from '../../../shared/ids.ts';
import type { ExportFormat } from '../../../shared/ipc/contract.ts';
import type { DatasetSummary, JobDetail } from '../../../shared/job/schema.ts';
import { appClient } from '../../api/index.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { useGoToResults } from '../results/index.ts';
import { FORMATS } from './export-menu.tsx';
import { FactGroup } from './fact-group.tsx';
import classes from './results.module.css';
import { RowPages } from './row-pages.ts';
import { RowsTable } from './rows-table.tsx';

interface ResultsViewProps {
  jobId: JobId;
  flowId: FlowId;
  datasets: readonly DatasetSummary[];
  /** What single extract steps brought back, by name. */
  values: JobDetail['result'];
  /** Goes up when rows were added. */
  rowsRev: number;
  isOpen: boolean;
  onExport: (dataset: string, format: ExportFormat) => Promise<void>;
}

/** What the job brought back: single values, and rows by dataset. */
export function ResultsView({
  jobId,
  flowId,
  datasets,
  values,
  rowsRev,
  isOpen,
  onExport,
}: ResultsViewProps) {
  const goToResults = useGoToResults();
  const [chosen, setChosen] = useState<string | null>(null);
  const dataset = datasets.find((one) => one.name === chosen) ?? datasets[0];
  const hasValues = Object.keys(values ?? {}).length > 0;
  if (dataset === undefined && hasValues) return <Values values={values} />;
  if (dataset === undefined) {
    return (
      <EmptyState>
        {isOpen ? 'No rows yet. They appear here as they come.' : 'This job brought back no rows.'}
      </EmptyState>
    );
  }
  return (
    <div className={classes.view}>
      {hasValues && <Values values={values} />}
      <div className={classes.bar}>
        {datasets.length > 1 ? (
          <DatasetChoice datasets={datasets} chosen={dataset.name} onChoose={setChosen} />
        ) : (
          <span className={classes.only}>
            <bdi>{safeText(dataset.name, 60)}</bdi>
          </span>
        )}
        <span className={classes.count}>{plural(dataset.rows, 'row')}</span>
        <Button
          size="sm"
          icon={<IconTable size={14} stroke={1.5} />}
          onClick={() => goToResults({ dataset: dataset.name, flowId, jobId })}
        >
          {t().results.openInResults}
        </Button>
        <span className={classes.exports}>
          <IconDownload size={14} stroke={1.5} aria-hidden="true" />
          {FORMATS.map(({ format, name, says }) => (
            <Button
              key={format}
              size="sm"
              title={says}
              aria-label={`Export ${name}`}
              onClick={() => void onExport(dataset.name, format)}
            >
              {name}
            </Button>
          ))}
        </span>
      </div>
      <DatasetRows key={dataset.name} jobId={jobId} dataset={dataset} rowsRev={rowsRev} />
    </div>
  );
}

function Values({ values }: Pick<ResultsViewProps, 'values'>) {
  return (
    <div className={classes.values}>
      <FactGroup title="Values" values={values ?? {}} />
    </div>
  );
}

interface DatasetChoiceProps {
  datasets: readonly DatasetSummary[];
  chosen: string;
  onChoose: (name: string) => void;
}

function DatasetChoice({ datasets, chosen, onChoose }: DatasetChoiceProps) {
  return (
    <fieldset className={classes.choice} aria-label="Datasets">
      {datasets.map(({ name, rows }) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === chosen}
          className={name === chosen ? `${classes.option} ${classes.chosen}` : classes.option}
          onClick={() => onChoose(name)}
        >
          <bdi>{safeText(name, 40)}</bdi> <span className={classes.optionCount}>{formatCount(rows)}</span>
        </button>
      ))}
    </fieldset>
  );
}

function DatasetRows({
  jobId,
  dataset,
  rowsRev,
}: {
  jobId: JobId;
  dataset: DatasetSummary;
  rowsRev: number;
}) {
  // The first total is only a beginning: the pages bring the true one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: dataset.rows is only a beginning
  const pages = useMemo(
    () => new RowPages(appClient(), jobId, dataset.name, dataset.rows),
    [jobId, dataset.name],
  );
  const snapshot = useSyncExternalStore(pages.subscribe, pages.snapshot);
  // biome-ignore lint/correctness/useExhaustiveDependencies: both say that rows were added
  useEffect(() => void pages.refresh(), [pages, rowsRev, dataset.rows]);
  return (
    <>
      {snapshot.error !== null && (
        <ErrorPanel
          title="The rows could not be read"
          detail={snapshot.error.message}
          onRetry={() => void pages.refresh()}
        />
      )}
      <RowsTable name={dataset.name} columns={dataset.columns} snapshot={snapshot} pages={pages} />
    </>
  );
}

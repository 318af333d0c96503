import { IconSearch, IconTable } from '@tabler/icons-react';
import { useId } from 'react';
import { useStore } from 'zustand';
import type { Dataset } from '../../../shared/ipc/results-calls.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { SafeLine } from '../../ui/safe-line.tsx';
import { safeText } from '../../ui/safe-text.ts';
import classes from './datasets-column.module.css';
import { numberText } from './numbers.ts';
import { RunsList } from './runs-list.tsx';
import type { ResultsStore, Wanted } from './store.ts';

interface DatasetsColumnProps {
  results: ResultsStore;
  onGo: (wanted: Wanted) => void;
}

/** The datasets of all flows, and the runs of the chosen one. */
export function DatasetsColumn({ results, onGo }: DatasetsColumnProps) {
  const words = t().results;
  const headId = useId();
  const datasets = useStore(results.store, (s) => s.datasets) ?? [];
  const chosen = useStore(results.store, (s) => s.chosen);
  const search = useStore(results.store, (s) => s.search);
  const error = useStore(results.store, (s) => s.datasetsError);
  const further = useStore(results.store, (s) => s.furtherDatasets);
  const lookedThrough = useStore(results.store, (s) => s.lookedThrough);
  const found = datasets.filter((one) => fits(one, search));
  return (
    <aside className={classes.column} aria-label={words.datasets}>
      <h2 id={headId} className={classes.head}>
        {words.datasets}
      </h2>
      <div className={classes.search}>
        <IconSearch size={14} stroke={1.5} aria-hidden />
        <input
          type="search"
          aria-label={words.findDataset}
          placeholder={words.findDataset}
          value={search}
          maxLength={200}
          onChange={({ currentTarget }) => results.setSearch(currentTarget.value)}
        />
      </div>
      {error !== null && (
        <ErrorPanel
          title={words.datasetsFault}
          detail={error.message}
          onRetry={() => void results.refresh()}
        />
      )}
      <ul className={classes.list} aria-labelledby={headId}>
        {found.map((one) => (
          <li key={`${one.flowId} ${one.name}`}>
            <DatasetLink
              dataset={one}
              isChosen={chosen?.flowId === one.flowId && chosen.name === one.name}
              onChoose={() => onGo({ dataset: one.name, flowId: one.flowId })}
            />
          </li>
        ))}
      </ul>
      {found.length === 0 && search !== '' && (
        <p className={classes.note}>{words.noneFound(safeText(search, 60))}</p>
      )}
      {further !== null && (
        <div className={classes.note}>
          {words.lookedThroughJobs(lookedThrough)}{' '}
          <Button size="sm" onClick={() => void results.lookFurther()}>
            {words.lookFurther}
          </Button>
        </div>
      )}
      {chosen !== null && <RunsList results={results} chosen={chosen} onGo={onGo} />}
      <p className={classes.foot}>{words.kept}</p>
    </aside>
  );
}

function fits({ name, flowName }: Dataset, search: string): boolean {
  const text = search.trim().toLowerCase();
  return name.toLowerCase().includes(text) || flowName.toLowerCase().includes(text);
}

interface DatasetLinkProps {
  dataset: Dataset;
  isChosen: boolean;
  onChoose: () => void;
}

function DatasetLink({ dataset, isChosen, onChoose }: DatasetLinkProps) {
  return (
    <button
      type="button"
      className={classes.dataset}
      aria-current={isChosen ? 'true' : undefined}
      onClick={onChoose}
    >
      <IconTable size={16} stroke={1.5} aria-hidden />
      <span className={classes.names}>
        <SafeLine text={dataset.name} className={classes.name} />
        <SafeLine text={dataset.flowName} className={classes.flow} />
      </span>
      <span className={classes.count}>{numberText(dataset.rows)}</span>
    </button>
  );
}

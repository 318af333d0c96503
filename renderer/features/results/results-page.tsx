import { IconChevronRight, IconExternalLink, IconRefresh, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { JobId } from '../../../shared/ids.ts';
import { appClient } from '../../api/index.ts';
import { t } from '../../texts/index.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import type { PageFault } from '../../ui/page-fault.ts';
import { SafeLine } from '../../ui/safe-line.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { useLateFlag } from '../../ui/use-late-flag.ts';
import { createRowActions, type RowActions } from './actions.ts';
import { DatasetsColumn } from './datasets-column.tsx';
import classes from './results-page.module.css';
import { RowsView } from './rows-view.tsx';
import { createResultsStore, type ResultsStore, type Wanted } from './store.ts';
import { TOP_PLACE } from './top-place.tsx';

interface ResultsPageProps {
  place: Wanted;
  onGo: (wanted: Wanted) => void;
  onOpenJob: (id: JobId) => void;
  onSeeFlows: () => void;
}

const LATE_MS = 150;

/** The rows of all flows: datasets, their runs, and the rows of one run or of all of them. */
export function ResultsPage({ place, onGo, onOpenJob, onSeeFlows }: ResultsPageProps) {
  const [results] = useState(() => createResultsStore(appClient()));
  const [fault, setFault] = useState<PageFault | null>(null);
  const [told, setTold] = useState('');
  const [actions] = useState(() =>
    createRowActions({ client: appClient(), putTable, announce, tell: setTold, onFault: setFault }),
  );
  const { dataset, flowId, jobId, against, all } = place;
  useEffect(
    () => void results.open({ dataset, flowId, jobId, against, all }),
    [results, dataset, flowId, jobId, against, all],
  );
  useEffect(
    () => appClient().subscribe('jobs.changed', {}, ({ items }) => items.forEach(results.jobChanged)),
    [results],
  );
  const isEmpty = useStore(results.store, (s) => s.datasets?.length === 0 && s.furtherDatasets === null);
  const isReading = useStore(results.store, (s) => s.datasets === null && s.datasetsError === null);
  const isLate = useLateFlag(isReading, LATE_MS);
  const chosen = useStore(results.store, (s) => s.chosen);
  return (
    <>
      <Top results={results} actions={actions} onOpenJob={onOpenJob} told={told} />
      {fault !== null && (
        <ErrorPanel
          title={fault.title}
          detail={fault.detail}
          actions={
            <IconButton
              label={t().results.dismiss}
              icon={<IconX size={16} stroke={1.5} />}
              onClick={() => setFault(null)}
            />
          }
        />
      )}
      <News results={results} />
      {isEmpty && (
        <EmptyState action={<Button onClick={onSeeFlows}>{t().results.toFlows}</Button>}>
          {t().results.none}
        </EmptyState>
      )}
      {isLate && <p className={classes.reading}>{t().results.reading}</p>}
      {!isEmpty && !isReading && (
        <div className={classes.page}>
          <DatasetsColumn results={results} onGo={onGo} />
          <div className={classes.main}>
            {chosen !== null && <RowsView results={results} actions={actions} />}
          </div>
        </div>
      )}
    </>
  );
}

/** Both forms at once: a spreadsheet takes one, a text editor the other. */
async function putTable({ text, html }: { readonly text: string; readonly html: string }): Promise<void> {
  const blob = (content: string, type: string): Blob => new Blob([content], { type });
  const item = new ClipboardItem({
    'text/plain': blob(text, 'text/plain'),
    'text/html': blob(html, 'text/html'),
  });
  await navigator.clipboard.write([item]);
}

interface TopProps {
  results: ResultsStore;
  actions: RowActions;
  onOpenJob: (id: JobId) => void;
  told: string;
}

function Top({ results, actions, onOpenJob, told }: TopProps) {
  const words = t().results;
  const chosen = useStore(results.store, (s) => s.chosen);
  const look = useStore(results.store, (s) => s.pages?.look ?? null);
  const run = useStore(results.store, (s) => s.runs?.find(({ job }) => job.id === look?.jobId) ?? null);
  const flowName = run?.job.flowName ?? chosen?.flowName ?? '';
  return (
    <header className="shell-top">
      {chosen === null ? (
        <h1 className="shell-title">{words.title}</h1>
      ) : (
        <>
          <span className={classes.crumb}>{words.title}</span>
          <IconChevronRight size={14} stroke={1.5} aria-hidden />
          <h1 className="shell-title">
            <SafeLine text={chosen.name} className={classes.titleName} />
          </h1>
          <span className={classes.about}>
            <SafeLine
              text={
                run === null
                  ? words.ofAllRuns(flowName)
                  : words.ofJob(flowName, run.job.id, run.job.flowVersion)
              }
            />
          </span>
        </>
      )}
      <span className={classes.spring} />
      <span className={classes.about}>{safeText(told)}</span>
      {run !== null && run.job.failedRows > 0 && run.job.ownRows !== undefined && (
        <Button
          icon={<IconRefresh size={16} stroke={1.5} />}
          onClick={() => void actions.retryFailed(run.job)}
        >
          {words.retryFailed(run.job.failedRows)}
        </Button>
      )}
      {run !== null && (
        <Button icon={<IconExternalLink size={16} stroke={1.5} />} onClick={() => onOpenJob(run.job.id)}>
          {words.openJob}
        </Button>
      )}
      <span id={TOP_PLACE} />
    </header>
  );
}

function News({ results }: { results: ResultsStore }) {
  const hasNews = useStore(results.store, (s) => s.hasNews);
  if (!hasNews) return null;
  return (
    <div className={classes.news}>
      <Button size="sm" icon={<IconRefresh size={14} stroke={1.5} />} onClick={() => void results.refresh()}>
        {t().results.refresh}
      </Button>
    </div>
  );
}

import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { ExportFormat } from '../../../shared/rows/export-format.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useLateFlag } from '../../ui/use-late-flag.ts';
import type { RowActions } from './actions.ts';
import { AS_THEY_CAME, shownColumns } from './column-plan.ts';
import { type ExportOptions, ExportPanel } from './export-panel.tsx';
import { dataIn } from './grid-columns.ts';
import type { LookPages } from './look-pages.ts';
import { PanelButton } from './panel-button.tsx';
import { ResultGrid, type SelectedCells } from './result-grid.tsx';
import classes from './results-page.module.css';
import { RowsFoot } from './rows-foot.tsx';
import { RowsToolbar } from './rows-toolbar.tsx';
import type { ResultsStore } from './store.ts';
import { TopPlace } from './top-place.tsx';

interface RowsViewProps {
  results: ResultsStore;
  actions: RowActions;
}

/** The rows of the chosen run, or of all of them. */
export function RowsView({ results, actions }: RowsViewProps) {
  const pages = useStore(results.store, (s) => s.pages);
  const choiceKey = pages === null ? '' : `${pages.look.flowId} ${pages.look.dataset}`;
  // Columns that are hidden belong to their dataset.
  return pages === null ? null : <Rows key={choiceKey} results={results} pages={pages} actions={actions} />;
}

const LATE_MS = 150;

function Rows({ results, pages, actions }: RowsViewProps & { pages: LookPages }) {
  const words = t().results;
  const { look } = pages;
  const snapshot = useSyncExternalStore(pages.subscribe, pages.snapshot);
  const { summary } = snapshot;
  const [choice, setChoice] = useState(AS_THEY_CAME);
  const [options, setOptions] = useState<ExportOptions>({
    withFailed: true,
    onlyChanged: false,
    onlyShown: false,
  });
  const [sight, setSight] = useState({ first: 0, last: 0 });
  const onInSight = useCallback((first: number, last: number) => setSight({ first, last }), []);
  const filterBox = useRef<HTMLInputElement>(null);
  const names = summary?.columns.map(({ name }) => name).join('\n') ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names say whether the columns are others
  const shown = useMemo(
    () => shownColumns(summary?.columns.map(({ name }) => name) ?? [], choice),
    [names, choice],
  );
  const isLate = useLateFlag(!snapshot.isRead && snapshot.error === null, LATE_MS);

  const save = (format: ExportFormat): void => {
    const { onlyShown, ...rest } = options;
    const wish = { look: { ...look, show: 'all' as const }, format, ...rest };
    const onlyChanged = rest.onlyChanged && look.against !== null;
    void actions.exportRows({ ...wish, onlyChanged, columns: onlyShown ? shown : null });
  };
  const copyAll = (): void =>
    void actions.copy(look, shown, { from: 0, to: summary?.total ?? 0, head: true });
  const copyCells = ({ from, to, left, right, columns }: SelectedCells): void =>
    // One cell is pasted as its text; more than one row is a table with its names.
    void actions.copy(look, dataIn(columns, left, right), { from, to, head: to - from > 1 });

  useKeys({
    '/': () => filterBox.current?.focus(),
  });
  useShortcuts({ e: () => save('csv'), C: copyAll });

  return (
    <>
      <TopPlace>
        <PanelButton
          label={words.export}
          variant="primary"
          icon={<IconDownload size={16} stroke={1.5} />}
          width={352}
          panel={(close) =>
            summary !== null && (
              <ExportPanel
                name={look.dataset}
                summary={summary}
                against={look.against}
                shownColumns={shown.length}
                options={options}
                onOptions={setOptions}
                onExport={(format) => {
                  close();
                  save(format);
                }}
                onCopy={() => {
                  close();
                  copyAll();
                }}
              />
            )
          }
        >
          {words.export}
          <IconChevronDown size={14} stroke={1.5} aria-hidden />
        </PanelButton>
      </TopPlace>
      <RowsToolbar
        look={look}
        summary={summary}
        results={results}
        choice={choice}
        onChoice={setChoice}
        filterBox={filterBox}
      />
      {snapshot.error !== null && (
        <ErrorPanel
          title={words.rowsFault}
          detail={snapshot.error.message}
          onRetry={() => void results.refresh()}
        />
      )}
      {isLate && <p className={classes.reading}>{words.reading}</p>}
      {snapshot.isRead && summary?.total === 0 ? (
        <EmptyState
          action={
            look.filter !== '' && <Button onClick={() => filterBox.current?.focus()}>{words.filter}</Button>
          }
        >
          {look.filter === '' && look.show === 'all' ? words.noRows : words.nothingFits}
        </EmptyState>
      ) : (
        <ResultGrid
          pages={pages}
          snapshot={snapshot}
          shown={shown}
          onSort={(sort) => results.change({ sort })}
          onCopy={copyCells}
          onInSight={onInSight}
        />
      )}
      {summary !== null && snapshot.isRead && (
        <RowsFoot look={look} summary={summary} shown={shown} {...sight} />
      )}
    </>
  );
}

/** Keys with Ctrl or Cmd; a capital letter is one with Shift. */
function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.shiftKey ? event.key.toUpperCase() : event.key;
      const action = latest.current[key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

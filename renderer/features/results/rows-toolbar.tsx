import { IconColumns3, IconCopyOff, IconKey, IconSearch } from '@tabler/icons-react';
import { type ReactNode, type RefObject, useEffect, useState } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import type { ResultsLook, ResultsSummary, ShownRows } from '../../../shared/ipc/results-calls.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { safeText } from '../../ui/safe-text.ts';
import type { ColumnChoice } from './column-plan.ts';
import { ColumnTicks } from './column-ticks.tsx';
import { ColumnsPanel } from './columns-panel.tsx';
import { numberText } from './numbers.ts';
import panel from './panel.module.css';
import { PanelButton } from './panel-button.tsx';
import classes from './rows-toolbar.module.css';
import type { ResultsStore } from './store.ts';

/** How long the typing must rest before the rows are looked through. */
const REST_MS = 150;

interface RowsToolbarProps {
  look: ResultsLook;
  summary: ResultsSummary | null;
  results: ResultsStore;
  choice: ColumnChoice;
  onChoice: (choice: ColumnChoice) => void;
  filterBox: RefObject<HTMLInputElement | null>;
}

/** What is shown of the rows: which, those that fit a filter, in what columns. */
export function RowsToolbar({ look, summary, results, choice, onChoice, filterBox }: RowsToolbarProps) {
  const words = t().results;
  const names = summary?.columns.map(({ name }) => name) ?? [];
  return (
    <div className={classes.bar}>
      <Segments look={look} summary={summary} onShow={(show) => results.change({ show })} />
      <FilterBox
        key={`${look.flowId} ${look.dataset}`}
        filter={look.filter}
        onFilter={(filter) => results.change({ filter })}
        box={filterBox}
      />
      {look.against !== null && (
        <PanelButton
          label={words.keyChoice}
          icon={<IconKey size={16} stroke={1.5} />}
          title={words.keyHint}
          width={280}
          panel={() => (
            <>
              <h2 className={panel.title}>{words.keyChoice}</h2>
              <ColumnTicks
                names={names}
                chosen={summary?.key ?? []}
                onChange={(key) => results.change({ key })}
              />
              <hr className={panel.line} />
              <Button size="sm" onClick={() => results.change({ key: null })}>
                {words.bestGuess}
              </Button>
            </>
          )}
        >
          {words.key} {keyWords(summary?.key ?? [])}
        </PanelButton>
      )}
      <PanelButton
        label={words.uniqueChoice}
        icon={<IconCopyOff size={16} stroke={1.5} />}
        offReason={look.against === null ? undefined : words.uniqueOff}
        width={280}
        panel={() => (
          <>
            <h2 className={panel.title}>{words.uniqueChoice}</h2>
            <p className={panel.hint}>{words.uniqueHint}</p>
            <ColumnTicks
              names={names}
              chosen={look.unique}
              onChange={(unique) => results.change({ unique: unique.slice(0, 20) })}
            />
          </>
        )}
      >
        {words.unique}
        {look.unique.length > 0 && ` (${look.unique.length})`}
      </PanelButton>
      <PanelButton
        label={words.columnsShown}
        icon={<IconColumns3 size={16} stroke={1.5} />}
        width={300}
        panel={() => <ColumnsPanel names={names} choice={choice} onChange={onChoice} />}
      >
        {words.columns}
      </PanelButton>
    </div>
  );
}

function keyWords(key: readonly string[]): string {
  return key.length === 0 ? t().results.keyWhole : key.map((name) => safeText(name, 20)).join(', ');
}

interface SegmentsProps {
  look: ResultsLook;
  summary: ResultsSummary | null;
  onShow: (show: ShownRows) => void;
}

function Segments({ look, summary, onShow }: SegmentsProps) {
  const words = t().results;
  const counts = summary?.counts;
  const shown: ShownRows[] = ['all'];
  if (look.jobId !== null && ((counts?.failed ?? 0) > 0 || look.show === 'failed')) shown.push('failed');
  if (look.against !== null) shown.push('changed', 'added', 'removed');
  const countOf = (one: ShownRows): ReactNode => {
    if (counts === undefined) return null;
    return numberText(one === 'all' ? counts.rows + counts.failed : counts[one]);
  };
  return (
    <fieldset className={classes.segments} aria-label={words.shown}>
      {shown.map((one) => (
        <button
          key={one}
          type="button"
          className={classes.segment}
          aria-pressed={look.show === one}
          onClick={() => onShow(one)}
        >
          {words[one]} <span className={classes.count}>{countOf(one)}</span>
        </button>
      ))}
    </fieldset>
  );
}

interface FilterBoxProps {
  filter: string;
  onFilter: (filter: string) => void;
  box: RefObject<HTMLInputElement | null>;
}

/** The words that rows must have; they are looked for when the typing rests. */
function FilterBox({ filter, onFilter, box }: FilterBoxProps) {
  const words = t().results;
  const [text, setText] = useState(filter);
  useEffect(() => {
    if (text === filter) return;
    const timer = systemClock.setTimer(REST_MS, () => onFilter(text));
    return () => timer.dispose();
  });
  return (
    <div className={classes.filter}>
      <IconSearch size={14} stroke={1.5} aria-hidden />
      <input
        ref={box}
        type="search"
        aria-label={words.filter}
        placeholder={words.filter}
        title={words.filterHint}
        maxLength={500}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          if (text === '') event.currentTarget.blur();
          setText('');
        }}
      />
      <Kbd>/</Kbd>
    </div>
  );
}

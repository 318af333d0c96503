import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { FlowSummary } from '../../../../shared/flow/summary.ts';
import type { FlowId, JobId } from '../../../../shared/ids.ts';
import { t } from '../../../texts/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useKeys } from '../../../ui/use-keys.ts';
import { FLOW_SORTS, type FlowSort, findFlows, type RunsByFlow, sortFlows } from './find-flows.ts';
import { FlowRow } from './flow-row.tsx';
import classes from './list.module.css';

interface FlowListProps {
  flows: readonly FlowSummary[];
  runs: RunsByFlow;
  drafted: ReadonlySet<FlowId>;
  chosen: FlowId | null;
  /** Stands above the flows. */
  drafts: ReactNode;
  onChoose: (id: FlowId) => void;
  onEdit: (id: FlowId) => void;
  onOpenJob: (id: JobId) => void;
  onMenu: (flow: FlowSummary, x: number, y: number) => void;
}

/** The saved flows, to search, to sort and to walk through: `/`, `j`, `k`, arrows, Enter, `e`. */
export function FlowList(props: FlowListProps) {
  const { flows, runs, drafted, chosen, drafts, onChoose, onEdit, onOpenJob, onMenu } = props;
  const [query, setQuery] = useState('');
  const [sort, setSort] = useState<FlowSort>('changed');
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const shown = useMemo(() => sortFlows(findFlows(flows, query), sort, runs), [flows, query, sort, runs]);

  const goBy = (by: number) => (): boolean => {
    const at = shown.findIndex(({ id }) => id === chosen);
    const next = shown[at === -1 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by))];
    if (next === undefined) return false;
    onChoose(next.id);
    list.current?.querySelector<HTMLElement>(`[data-flow="${next.id}"]`)?.focus();
    return true;
  };
  const isInList = (target: EventTarget | null): boolean =>
    target instanceof Element && target.matches('[data-flow], body');
  const edit = (event: KeyboardEvent): boolean => {
    if (chosen === null || !isInList(event.target)) return false;
    onEdit(chosen);
    return true;
  };
  // The arrows belong to what has the focus, unless that is a flow or nothing.
  const arrow = (by: number) => (event: KeyboardEvent) => isInList(event.target) && goBy(by)();
  useKeys({
    '/': () => search.current?.focus(),
    j: goBy(1),
    k: goBy(-1),
    ArrowDown: arrow(1),
    ArrowUp: arrow(-1),
    e: edit,
  });
  const words = t().flows;
  return (
    <nav className={classes.frame} aria-label={words.list}>
      <div className={classes.tools}>
        <input
          ref={search}
          type="search"
          className={classes.search}
          aria-label={words.search}
          placeholder={words.searchHint}
          value={query}
          maxLength={200}
          spellCheck={false}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            setQuery('');
            event.currentTarget.blur();
          }}
        />
        <Choice
          label={words.sort}
          value={sort}
          options={FLOW_SORTS.map((value) => ({ value, text: words.sorts[value] }))}
          onChange={setSort}
        />
      </div>
      <div className={classes.scroll}>
        {drafts}
        {shown.length === 0 && query !== '' && (
          <EmptyState action={<Button onClick={() => setQuery('')}>{words.clearSearch}</Button>}>
            {words.noneFound}
          </EmptyState>
        )}
        <ul ref={list} className={classes.list}>
          {shown.map((flow) => (
            <FlowRow
              key={flow.id}
              flow={flow}
              runs={runs.get(flow.id)}
              isChosen={flow.id === chosen}
              hasDraft={drafted.has(flow.id)}
              onChoose={() => onChoose(flow.id)}
              onOpenJob={onOpenJob}
              onMenu={(x, y) => onMenu(flow, x, y)}
            />
          ))}
        </ul>
      </div>
    </nav>
  );
}

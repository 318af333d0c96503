import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { StateCounts } from '../../../shared/job/schema.ts';
import type { DisplayState } from '../../../shared/job/state.ts';
import { t } from '../../texts/index.ts';
import { formatCount } from '../../ui/format.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import { STATE_META } from '../../ui/state-meta.ts';
import { ALL, type Chip, fitChips } from './chip-layout.ts';
import { useJobs, useJobsActions } from './context.ts';
import { JOBS_PANEL } from './jobs-panel-id.ts';
import classes from './state-chips.module.css';

/** The number of jobs in each state; choosing one shows only those. What has no room folds into "n more". */
export function StateChips() {
  const all = useJobs((s) => s.counts);
  const found = useJobs((s) => s.foundCounts);
  const isSearched = useJobs((s) => s.filter.terms.length > 0);
  const counts = isSearched ? (found ?? all) : all;
  const selected = useJobs((s) => s.filter.state ?? ALL);
  const [width, setWidth] = useState(0);
  const [unfolded, setUnfolded] = useState(false);
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const { shown, folded } = fitChips(counts, selected, unfolded ? Number.POSITIVE_INFINITY : width);
  const Chevron = unfolded ? IconChevronUp : IconChevronDown;
  return (
    <div ref={frame} className={classes.frame} data-unfolded={unfolded || undefined}>
      <Tabs chips={shown} counts={counts} selected={selected} />
      {isSearched && found === null && <span className={classes.ofAll}>{t().jobsSearch.ofAll}</span>}
      {(folded.length > 0 || unfolded) && (
        <button
          type="button"
          className={classes.more}
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
        >
          {unfolded ? 'Fewer' : `${folded.length} more`}
          <Chevron size={14} stroke={1.5} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

interface TabsProps {
  chips: readonly Chip[];
  counts: StateCounts | null;
  selected: Chip;
}

function Tabs({ chips, counts, selected }: TabsProps) {
  const { showState } = useJobsActions();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = chips[(chips.indexOf(selected) + step + chips.length) % chips.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    showState(next === ALL ? null : next);
    document.getElementById(chipName(next))?.focus();
  };
  return (
    <div role="tablist" aria-label="Jobs by state" className={classes.chips} onKeyDown={onKeyDown}>
      {chips.map((chip) => (
        <button
          key={chip}
          type="button"
          role="tab"
          id={chipName(chip)}
          aria-selected={chip === selected}
          aria-controls={JOBS_PANEL}
          tabIndex={chip === selected ? 0 : -1}
          className={classes.chip}
          data-attention={(chip === 'parked' && (counts?.parked ?? 0) > 0) || undefined}
          onClick={() => showState(chip === ALL || chip === selected ? null : chip)}
        >
          <span className={classes.count}>{counts === null ? '–' : formatCount(counts[chip])}</span>
          <Label chip={chip} />
        </button>
      ))}
    </div>
  );
}

/** The name of a chip, for the panel that it labels. */
export function chipName(chip: Chip): string {
  return `chip-${chip}`;
}

function Label({ chip }: { chip: Chip }) {
  if (chip === ALL) return <span className={classes.label}>All</span>;
  return <StateLabel state={chip} />;
}

function StateLabel({ state }: { state: DisplayState }) {
  return (
    <span className={classes.label}>
      <StateIcon state={state} size={12} />
      {STATE_META[state].word}
    </span>
  );
}

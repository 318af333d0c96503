import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import type { LeaseEpoch } from '../../../shared/ids.ts';
import type { JobError } from '../../../shared/job/error.ts';
import type { ArtifactRecord, JobDetail, JobSummary } from '../../../shared/job/schema.ts';
import { isEnded } from '../../../shared/job/state.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { useTicked } from '../../ui/use-now.ts';
import { filmOf } from './film.ts';
import { FilmStrip } from './film-strip.tsx';
import { above, type ShownStep, shownSteps } from './shown-steps.ts';
import { Step } from './step-row.tsx';
import classes from './steps.module.css';
import type { StepRow } from './steps.ts';

interface StepsViewProps {
  detail: JobDetail;
  rows: readonly StepRow[];
  /** The attempt that they are of; null = there is none yet. */
  epoch: LeaseEpoch | null;
  /** Path of the step to bring into view and mark; null = none. */
  current: string | null;
  /** What the drawer already tells above the tabs: its step does not tell it again. */
  told: JobError | null;
  onCurrent: (path: string) => void;
  onShowPicture: (artifact: ArtifactRecord) => void;
  onShowLog: (path: string) => void;
}

/** The steps of one attempt, in the order of the flow, and over them its pictures. */
export function StepsView(props: StepsViewProps) {
  const { detail, rows, epoch, current, onCurrent } = props;
  const [pointed, setPointed] = useState<string | null>(null);
  const [filter, setFilter] = useState('');
  const { folded, fold } = useFolded(current, () => setFilter(''));
  const shown = useMemo(() => shownSteps(rows, folded, filter), [rows, folded, filter]);
  const words = t().job.steps;
  if (rows.length === 0) return <EmptyState>{whyNoStep(detail.job)}</EmptyState>;
  return (
    <>
      {epoch !== null && <Film detail={detail} epoch={epoch} onPoint={setPointed} onChoose={onCurrent} />}
      <StepFilter filter={filter} onFilter={setFilter} shown={shown.length} all={rows.length} />
      {shown.length === 0 ? (
        <EmptyState action={<Button onClick={() => setFilter('')}>{words.clear}</Button>}>
          {words.noneFits(safeText(filter, 60))}
        </EmptyState>
      ) : (
        <StepList {...props} shown={shown} pointed={pointed} onFold={fold} />
      )}
      {filter === '' && <StepsToCome rows={rows} detail={detail} />}
    </>
  );
}

interface StepListProps extends StepsViewProps {
  shown: readonly ShownStep[];
  pointed: string | null;
  onFold: (path: string) => void;
}

function StepList(props: StepListProps) {
  const { detail, rows, current, told, shown, pointed, onFold, onShowPicture, onShowLog } = props;
  const longest = Math.max(
    1,
    ...rows.map(({ step }) => (step.finishedAt ?? step.startedAt) - step.startedAt),
  );
  return (
    <ol className={classes.list} aria-label={t().job.steps.list}>
      {shown.map((one) => {
        const { path } = one.row.step;
        return (
          <Step
            key={path}
            shown={one}
            detail={detail}
            longest={longest}
            isCurrent={path === current}
            isPointed={path === pointed}
            told={told}
            onFold={() => onFold(path)}
            onShowPicture={onShowPicture}
            onShowLog={() => onShowLog(path)}
          />
        );
      })}
    </ol>
  );
}

/** What is folded away; a step that somebody is sent to is unfolded first, and no filter hides it. */
function useFolded(current: string | null, onReveal: () => void) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another step is a reason
  useEffect(() => {
    if (current === null) return;
    const around = new Set(above(current));
    setFolded((before) => new Set([...before].filter((path) => !around.has(path))));
    onReveal();
  }, [current]);
  const fold = (path: string): void =>
    setFolded((before) => {
      const next = new Set(before);
      if (!next.delete(path)) next.add(path);
      return next;
    });
  return { folded, fold };
}

interface FilmProps {
  detail: JobDetail;
  epoch: LeaseEpoch;
  onPoint: (path: string | null) => void;
  onChoose: (path: string) => void;
}

function Film({ detail, epoch, onPoint, onChoose }: FilmProps) {
  const isOpen = detail.attempts.some((one) => one.epoch === epoch && one.finishedAt === null);
  // Only an attempt that runs needs the time, and no more often than each second.
  const now = useTicked((time) => (isOpen ? Math.floor(time / 1000) * 1000 : 0));
  const film = useMemo(() => filmOf(detail, epoch, now), [detail, epoch, now]);
  if (film === null) return null;
  return <FilmStrip jobId={detail.job.id} film={film} onPoint={onPoint} onChoose={onChoose} />;
}

interface StepFilterProps {
  filter: string;
  onFilter: (filter: string) => void;
  shown: number;
  all: number;
}

/** Fewer steps than this are seen at one look. */
const WORTH_FILTERING = 6;

function StepFilter({ filter, onFilter, shown, all }: StepFilterProps) {
  if (all < WORTH_FILTERING) return null;
  const words = t().job.steps;
  const clearOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || filter === '') return;
    event.preventDefault();
    event.stopPropagation();
    onFilter('');
  };
  return (
    <div className={classes.filter}>
      <IconSearch size={14} stroke={1.5} aria-hidden="true" />
      <input
        type="search"
        aria-label={words.filter}
        placeholder={words.filterShort}
        value={filter}
        onChange={(event) => onFilter(event.currentTarget.value)}
        onKeyDown={clearOnEscape}
      />
      {filter !== '' && <span role="status">{words.shown(formatCount(shown), formatCount(all))}</span>}
    </div>
  );
}

function whyNoStep(job: JobSummary): string {
  const words = t().job.steps;
  if (isEnded(job.state)) return words.endedBefore;
  return job.state === 'processing' ? words.starting : words.waiting;
}

function StepsToCome({ rows, detail }: { rows: readonly StepRow[]; detail: JobDetail }) {
  const top = rows.filter((row) => row.depth === 0).length;
  const left = detail.job.stepsTotal - top;
  if (left <= 0 || detail.job.state === 'completed') return null;
  const words = t().job.steps;
  return (
    <p className={classes.rest}>
      {words.more(left)} {detail.job.state === 'processing' ? words.toCome : words.notReached}
    </p>
  );
}

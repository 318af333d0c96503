import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Priority } from '../../../shared/job/schema.ts';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { SnoozeChoices } from '../waits/index.ts';
import { fitOf } from './bulk-fit.ts';
import { DeleteQuestion, TagQuestion } from './bulk-questions.tsx';
import { useJobs, useJobsActions } from './context.ts';
import type { BulkQuestion } from './jobs-state.ts';
import classes from './list-foot.module.css';

/** What must be said before an action on many jobs begins. The focus goes into it and back to where it was. */
export function BulkPanel({ kind }: { kind: BulkQuestion }) {
  const { openBulkPanel } = useJobsActions();
  const panel = useRef<HTMLFieldSetElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is answered anew
  useEffect(() => {
    const cameFrom = document.activeElement;
    panel.current?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
    return () => {
      const back = cameFrom instanceof HTMLElement && cameFrom.isConnected ? cameFrom : grid();
      if (document.activeElement === null || document.activeElement === document.body) {
        back?.focus({ preventScroll: true });
      }
    };
  }, [kind]);
  return (
    <fieldset
      ref={panel}
      className={classes.panel}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        openBulkPanel(null);
      }}
    >
      {kind === 'cancel' && <CancelQuestion />}
      {kind === 'setPriority' && <PriorityQuestion />}
      {kind === 'snooze' && <SnoozeQuestion />}
      {kind === 'tag' && <TagQuestion />}
      {kind === 'delete' && <DeleteQuestion />}
    </fieldset>
  );
}

function grid(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[role="grid"]');
}

/** How many jobs the question is about: those that it fits now. */
function useFitCount(kind: BulkQuestion): number {
  const now = useNow();
  return useJobs((s) => fitOf(kind, s.selection, s.list.byId, now).count);
}

function Question({ children }: { children: ReactNode }) {
  return <legend className={classes.question}>{children}</legend>;
}

function CancelQuestion() {
  const jobs = plural(useFitCount('cancel'), 'job');
  const { runBulk, openBulkPanel } = useJobsActions();
  return (
    <>
      <Question>Cancel {jobs}? What runs is stopped; rows that it brought are kept.</Question>
      <Button size="sm" onClick={() => openBulkPanel(null)}>
        Keep them
      </Button>
      <Button size="sm" variant="danger" onClick={() => void runBulk({ kind: 'cancel' })}>
        Cancel {jobs}
      </Button>
    </>
  );
}

const USUAL = [
  { word: 'Low', value: -10 },
  { word: 'Normal', value: 0 },
  { word: 'High', value: 10 },
] as const;

function PriorityQuestion() {
  const jobs = plural(useFitCount('setPriority'), 'waiting job');
  const { runBulk } = useJobsActions();
  const [text, setText] = useState('0');
  const typed = Priority.safeParse(text.trim() === '' ? undefined : Number(text));
  const set = (): void => {
    if (typed.success) void runBulk({ kind: 'setPriority', priority: typed.data });
  };
  return (
    <>
      <Question>Priority of {jobs}: one point is worth one minute of waiting.</Question>
      {USUAL.map(({ word, value }) => (
        <Button key={word} size="sm" onClick={() => void runBulk({ kind: 'setPriority', priority: value })}>
          {word} {value > 0 ? `+${value}` : value}
        </Button>
      ))}
      <input
        type="number"
        min={-100}
        max={100}
        className={classes.number}
        aria-label="Priority from -100 to 100"
        aria-invalid={!typed.success || undefined}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') set();
        }}
      />
      <Button
        size="sm"
        offReason={typed.success ? undefined : 'A whole number from -100 to 100.'}
        onClick={set}
      >
        Set
      </Button>
    </>
  );
}

function SnoozeQuestion() {
  const jobs = plural(useFitCount('snooze'), 'waiting job');
  const { runBulk } = useJobsActions();
  return (
    <>
      <Question>Let {jobs} wait:</Question>
      <SnoozeChoices onChoose={(until) => void runBulk({ kind: 'snooze', until })} />
    </>
  );
}

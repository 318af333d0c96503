import { IconHourglass, IconPlayerPlay } from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { JobId } from '../../../shared/ids.ts';
import type { Dependency } from '../../../shared/job/dependency.ts';
import type { JobDetail, JobSummary } from '../../../shared/job/schema.ts';
import { displayState } from '../../../shared/job/state.ts';
import { parseWait, waitSentence } from '../../../shared/job/waits.ts';
import { appClient } from '../../api/index.ts';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import { STATE_META } from '../../ui/state-meta.ts';
import { useTicked } from '../../ui/use-now.ts';
import { SignInButton } from '../profiles/sign-in-button.tsx';
import { createRelatedJobs } from './related-jobs.ts';
import classes from './wait-panel.module.css';

/** Jobs that come after this one and are named with their state; of the others only the count is told. */
const MOST_NAMED = 12;

interface WaitPanelProps {
  detail: JobDetail;
  onResumeFlow: () => Promise<void>;
  onOpenJob: (id: JobId) => void;
}

/** Why the job waits and what can be done about it, and the jobs that it comes after or that come after it. */
export function WaitPanel({ detail, onResumeFlow, onOpenJob }: WaitPanelProps) {
  const { job, after, before } = detail;
  const named = before.slice(0, MOST_NAMED);
  const related = useRelated([...after.map(({ jobId }) => jobId), ...named]);
  const sentence = job.state === 'pending' ? waitSentence(job.waitsFor) : '';
  if (sentence === '' && after.length === 0 && before.length === 0) return null;
  return (
    <section className={classes.panel} aria-label="What it waits for">
      {sentence !== '' && (
        <Sentence job={job} sentence={sentence} onResumeFlow={onResumeFlow} onOpenJob={onOpenJob} />
      )}
      {after.length > 0 && (
        <Line title="Comes after">
          {after.map((one) => (
            <JobLink
              key={one.jobId}
              id={one.jobId}
              job={related.get(one.jobId)}
              note={needsWords(one)}
              onOpen={onOpenJob}
            />
          ))}
        </Line>
      )}
      {before.length > 0 && (
        <Line title="Comes before">
          {named.map((id) => (
            <JobLink key={id} id={id} job={related.get(id)} note="" onOpen={onOpenJob} />
          ))}
          {before.length > named.length && (
            <li className={classes.more}>and {plural(before.length - named.length, 'other')}</li>
          )}
        </Line>
      )}
    </section>
  );
}

function useRelated(ids: readonly JobId[]): ReadonlyMap<JobId, JobSummary> {
  const key = ids.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same numbers are the same jobs, whatever array they stand in
  const related = useMemo(() => createRelatedJobs(appClient(), ids), [key]);
  useEffect(() => related.start(), [related]);
  return useStore(related.store);
}

interface SentenceProps {
  job: JobSummary;
  sentence: string;
  onResumeFlow: () => Promise<void>;
  onOpenJob: (id: JobId) => void;
}

function Sentence({ job, sentence, onResumeFlow, onOpenJob }: SentenceProps) {
  const wait = parseWait(job.waitsFor ?? '');
  const isPaused = wait?.kind === 'paused';
  return (
    <div className={classes.sentence}>
      <IconHourglass size={16} stroke={1.5} aria-hidden="true" />
      <bdi className={classes.words}>{safeText(sentence)}</bdi>
      {isPaused && (
        <Button
          size="sm"
          icon={<IconPlayerPlay size={14} stroke={1.5} />}
          onClick={() => void onResumeFlow()}
        >
          Resume flow
        </Button>
      )}
      {wait?.kind === 'login' && <SignInButton profile={wait.name} onOpenJob={onOpenJob} />}
    </div>
  );
}

function Line({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.line}>
      <h3 className={classes.title}>{title}</h3>
      <ul className={classes.jobs}>{children}</ul>
    </div>
  );
}

interface JobLinkProps {
  id: JobId;
  /** Undefined while it is being read. */
  job: JobSummary | undefined;
  note: string;
  onOpen: (id: JobId) => void;
}

function JobLink({ id, job, note, onOpen }: JobLinkProps) {
  const state = useTicked((now) => (job === undefined ? null : displayState(job, now)));
  const title = job === undefined ? undefined : safeText(job.flowName, 120);
  return (
    <li>
      <button type="button" className={classes.link} title={title} onClick={() => onOpen(id)}>
        {state !== null && <StateIcon state={state} size={12} />}
        <span className={classes.number}>#{id}</span>
        {state !== null && <span className={classes.state}>{STATE_META[state].word}</span>}
        {note !== '' && <span className={classes.note}>{note}</span>}
      </button>
    </li>
  );
}

/** What must become of the other job, and what is taken from it. */
function needsWords({ needs, takes }: Dependency): string {
  const names = Object.keys(takes);
  const taken = names.length === 0 ? '' : `, gives ${safeText(names.join(', '), 80)}`;
  return needs === 'ended' ? `whatever happens${taken}` : `must complete${taken}`;
}

import { IconCheck } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { toWire } from '../../../shared/errors.ts';
import { candidateText } from '../../../shared/flow/target.ts';
import type { FailureDetail, StoredFailure } from '../../../shared/job/failure.ts';
import type { JobDetail } from '../../../shared/job/schema.ts';
import { isEnded } from '../../../shared/job/state.ts';
import { appClient } from '../../api/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { safeLines, safeText } from '../../ui/safe-text.ts';
import classes from './failure.module.css';
import { FailureFolds } from './failure-folds.tsx';
import { FailurePicture } from './failure-picture.tsx';
import type { JobFacts, JobStoreActions, Mend } from './store.ts';

interface FailureViewProps {
  detail: JobDetail;
  /** Path of the step that failed. */
  path: string;
  facts: JobFacts;
  actions: Pick<JobStoreActions, 'mend' | 'retry'>;
}

/** What is known of the step that failed: what it needed and what was there, what to use instead, the page at that moment. */
export function FailureView({ detail, path, facts, actions }: FailureViewProps) {
  const { failure, error } = useFailure(detail, path);
  if (error !== null) return <ErrorPanel title="The failure could not be read" detail={error} />;
  if (failure === undefined) return null;
  if (failure === null) {
    return (
      <EmptyState>
        Nothing more was kept of this failure. The error and the log tell what there is.
      </EmptyState>
    );
  }
  return (
    <div className={classes.view}>
      <Facts failure={failure.detail} />
      <Proposals
        failure={failure.detail}
        busy={facts.busy === 'mend'}
        onUse={(mend) => void actions.mend(mend)}
      />
      {facts.mendedIn !== null && isEnded(detail.job.state) && (
        <p className={classes.mended}>
          <IconCheck size={14} stroke={1.5} aria-hidden="true" />
          <span>Saved as version {facts.mendedIn} of the flow.</span>
          <Button size="sm" variant="primary" onClick={() => void actions.retry()}>
            Retry with version {facts.mendedIn}
          </Button>
        </p>
      )}
      <FailurePicture failure={failure} detail={detail} />
      <FailureFolds failure={failure} detail={detail} />
    </div>
  );
}

/** Undefined = it is being read; null = nothing was kept. */
function useFailure(
  { job, attempts }: JobDetail,
  path: string,
): { failure: StoredFailure | null | undefined; error: string | null } {
  const [failure, setFailure] = useState<StoredFailure | null | undefined>(undefined);
  const [error, setError] = useState<string | null>(null);
  const epoch = attempts.at(-1)?.epoch;
  useEffect(() => {
    let isWanted = true;
    appClient()
      .call('jobs.failure', { id: job.id, path, ...(epoch === undefined ? {} : { epoch }) })
      .then(
        (read) => {
          if (isWanted) setFailure(read.failure);
        },
        (thrown: unknown) => {
          if (isWanted) setError(toWire(thrown).message);
        },
      );
    return () => {
      isWanted = false;
    };
  }, [job.id, epoch, path]);
  return { failure, error };
}

function Facts({ failure: { expected, found, page } }: { failure: FailureDetail }) {
  return (
    <dl className={classes.facts}>
      {expected !== null && <Fact word="Expected">{safeLines(expected)}</Fact>}
      {found !== null && <Fact word="Found">{safeLines(found)}</Fact>}
      {page !== null && (
        <Fact word="Page">
          {page.title !== '' && <>{safeText(page.title)} · </>}
          <span className={classes.code}>{safeText(page.url)}</span>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{word}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}

interface ProposalsProps {
  failure: FailureDetail;
  busy: boolean;
  onUse: (mend: Mend) => void;
}

/** Elements like the wanted one, or those of which only one was wanted; numbered as on the picture. */
function Proposals({ failure, busy, onUse }: ProposalsProps) {
  const { suggestions, matches, matchCount, target, path } = failure;
  const proposals =
    matches.length > 0
      ? matches.map(({ candidate, role, name, text }) => ({
          candidate,
          words: matchWords(role, name || text),
        }))
      : suggestions.map(({ candidate, reason, matches: all }) => ({
          candidate,
          words: all === 1 ? reason : `${reason} It is one of ${all}.`,
        }));
  if (target === null) return null;
  const title =
    matches.length > 0 ? `The target matches ${matchCount} elements` : 'Elements like the wanted one';
  if (proposals.length === 0) {
    if (failure.acted !== null) return null;
    return <p className={classes.none}>No element of the page is like the wanted one.</p>;
  }
  return (
    <section aria-label={title}>
      <h3 className={classes.heading}>{title}</h3>
      <ol className={classes.proposals}>
        {proposals.map(({ candidate, words }, at) => {
          const line = safeText(candidateText(candidate), 200);
          return (
            <li key={line} className={classes.proposal}>
              <span className={classes.number} aria-hidden="true">
                {at + 1}
              </span>
              <span className={classes.words}>
                <bdi className={classes.code} title={line}>
                  {line}
                </bdi>
                <bdi className={classes.reason}>{safeText(words)}</bdi>
              </span>
              <Button
                size="sm"
                aria-label={`Use this instead: ${line}`}
                offReason={busy ? 'The flow is being saved.' : undefined}
                onClick={() => onUse({ step: path, at: target.at, candidate })}
              >
                Use this instead
              </Button>
            </li>
          );
        })}
      </ol>
      {matchCount > matches.length && matches.length > 0 && (
        <p className={classes.none}>And {matchCount - matches.length} more.</p>
      )}
    </section>
  );
}

/** `button “Buy”` */
function matchWords(role: string | null, name: string): string {
  const quoted = name === '' ? '' : `“${name}”`;
  return `${role ?? 'element'} ${quoted}`.trim();
}

import { candidateText } from '../../../../shared/flow/target.ts';
import type { StoredFailure } from '../../../../shared/job/failure.ts';
import { t } from '../../../texts/index.ts';
import { Button } from '../../../ui/button.tsx';
import { safeText } from '../../../ui/safe-text.ts';
import classes from './trial.module.css';
import type { UseProposal } from './trial-panel.tsx';

interface FailedRunProps {
  failure: StoredFailure;
  /** Absent = proposals are shown and cannot be used. */
  onUse: UseProposal | undefined;
}

/** What a failed run expected and found, and elements like the one that it did not find. */
export function FailedRun({ failure, onUse }: FailedRunProps) {
  const words = t().trial;
  const { expected, found, suggestions, target, path } = failure.detail;
  return (
    <section className={classes.failure}>
      <dl className={classes.facts}>
        {expected !== null && <Fact term={words.expected} text={expected} />}
        {found !== null && <Fact term={words.found} text={found} />}
      </dl>
      {suggestions.length > 0 && (
        <>
          <h3 className={classes.smallHead}>{words.proposals}</h3>
          <ul className={classes.proposals}>
            {suggestions.map(({ candidate, reason }) => {
              const text = safeText(candidateText(candidate), 200);
              return (
                <li key={text} className={classes.proposal}>
                  <span className={classes.proposalWords}>
                    <bdi className="mono">{text}</bdi>
                    <bdi className={classes.quiet}>{safeText(reason, 200)}</bdi>
                  </span>
                  {onUse !== undefined && target !== null && (
                    <Button
                      size="sm"
                      aria-label={words.takeCandidate(text)}
                      onClick={() => onUse({ path, at: target.at, candidate })}
                    >
                      {words.use}
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
        </>
      )}
    </section>
  );
}

function Fact({ term, text }: { term: string; text: string }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>
        <bdi>{safeText(text, 600)}</bdi>
      </dd>
    </>
  );
}

import type { CandidateHealth } from '../../../shared/flow/health.ts';
import type { Step } from '../../../shared/flow/step.ts';
import { Button } from '../../ui/button.tsx';
import { safeText } from '../../ui/safe-text.ts';
import classes from './step-health.module.css';
import type { Promotion } from './store.ts';
import { targetHealth } from './target-health.ts';

interface StepHealthProps {
  step: Step;
  path: string;
  health: readonly CandidateHealth[];
  onPromote: (wish: Promotion) => void;
}

/** The candidates of a step's targets, with how often each one found its element. Nothing before the first job has run. */
export function StepHealth({ step, path, health, onPromote }: StepHealthProps) {
  return targetHealth(step, path, health).map(({ at, rows }) => (
    <ol key={at} className={classes.candidates} aria-label={`Candidates of step ${path}`}>
      {rows.map(({ candidate, line, words, hasHealed }, place) => (
        <li key={line} className={classes.candidate}>
          <bdi className={classes.line} title={safeText(line)}>
            {safeText(line)}
          </bdi>
          <span className={classes.words}>{words}</span>
          {place > 0 && hasHealed && (
            <Button
              size="sm"
              variant="subtle"
              aria-label={`Move it to the front: ${safeText(line, 100)}`}
              onClick={() => onPromote({ step: path, at, candidate })}
            >
              Move it to the front
            </Button>
          )}
        </li>
      ))}
    </ol>
  ));
}

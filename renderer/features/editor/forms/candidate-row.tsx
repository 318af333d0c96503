import { IconCheck, IconPointer, IconViewfinder, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Fault } from '../../../../shared/errors.ts';
import { t } from '../../../texts/index.ts';
import { IconButton } from '../../../ui/button.tsx';
import { safeText } from '../../../ui/safe-text.ts';
import { CandidateFields } from './candidate-fields.tsx';
import { isObject } from './edit.ts';
import classes from './forms.module.css';
import { HealthBar } from './health-bar.tsx';
import type { Health } from './target-health.ts';
import type { Matches } from './target-tools.ts';
import { type MatchView, matchKey } from './use-matches.ts';

interface CandidateRowProps {
  candidate: unknown;
  /** From 1. */
  n: number;
  path: string;
  faults: readonly Fault[];
  grip: ReactNode;
  health: Health;
  /** Null while no page is open. */
  matches: MatchView | null;
  onPick: (() => void) | null;
  onRemove: () => void;
  onChange: (next: unknown, key: string) => void;
}

/** One candidate of a target: what it is, how it did, and what it finds on the open page. */
export function CandidateRow(props: CandidateRowProps) {
  const { candidate, n, path, faults, grip, health, matches, onPick, onRemove, onChange } = props;
  const words = t().forms.target;
  if (!isObject(candidate)) return null;
  const key = matchKey(candidate);
  const found = matches?.counted.get(key);
  return (
    <CandidateFields
      candidate={candidate}
      n={n}
      path={path}
      faults={faults}
      before={
        <>
          {grip}
          <span className={classes.number} aria-hidden="true">
            {n}
          </span>
        </>
      }
      behind={
        <>
          {health !== undefined && <HealthBar health={health} />}
          {found !== undefined && <MatchCount matches={found} />}
          {matches !== null && (
            <IconButton
              label={words.highlight(n)}
              aria-pressed={matches.shown === key}
              icon={<IconViewfinder size={14} stroke={1.5} aria-hidden="true" />}
              onClick={() => matches.toggle(candidate)}
            />
          )}
          {onPick !== null && (
            <IconButton
              label={words.pickOne(n)}
              icon={<IconPointer size={14} stroke={1.5} aria-hidden="true" />}
              onClick={onPick}
            />
          )}
          <IconButton
            label={t().forms.remove(words.candidate(n))}
            icon={<IconX size={14} stroke={1.5} aria-hidden="true" />}
            onClick={onRemove}
          />
        </>
      }
      onChange={onChange}
    />
  );
}

function MatchCount({ matches }: { matches: Matches }) {
  const { count, fault } = matches;
  if (count === undefined) {
    return (
      <span role="status" className={classes.noMatch} title={safeText(fault, 300)}>
        {safeText(fault, 60)}
      </span>
    );
  }
  return (
    <span role="status" className={count === 0 ? classes.noMatch : classes.match}>
      {count === 0 ? (
        <IconX size={12} stroke={2} aria-hidden="true" />
      ) : (
        <IconCheck size={12} stroke={2} aria-hidden="true" />
      )}
      {t().forms.target.matches(count)}
    </span>
  );
}

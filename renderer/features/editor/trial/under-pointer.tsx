import { IconAlertTriangle, IconCheck, IconPointer } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { candidateKind, candidateText } from '../../../../shared/flow/target.ts';
import type { PickedCandidate } from '../../../../shared/live/trial.ts';
import { t } from '../../../texts/index.ts';
import { Button } from '../../../ui/button.tsx';
import { safeText } from '../../../ui/safe-text.ts';
import type { Picking, PickStore } from './pick-store.ts';
import classes from './trial.module.css';

const ICON = { size: 14, stroke: 1.5, 'aria-hidden': true } as const;

/** What is under the pointer while a person picks: each way to find it, best first; a click uses it. */
export function UnderPointer({ picks }: { picks: PickStore }) {
  const { picking, pointed, fault } = useStore(picks.store);
  if (picking === null) return null;
  const words = t().trial;
  return (
    <section className={classes.under} aria-label={words.underPointer}>
      <header className={classes.underHead}>
        <IconPointer {...ICON} />
        <strong>{words.underPointer}</strong>
        <bdi className="mono">{safeText(pointed?.name ?? '', 120)}</bdi>
        <span className={classes.spring} />
        {picking === 'one' && pointed !== null ? (
          <span className={classes.quiet}>{words.clickToUse}</span>
        ) : null}
        <Button size="sm" hotkey="Esc" onClick={picks.cancel}>
          {words.endPick}
        </Button>
      </header>
      <p className={classes.hint} role="status">
        {fault === null ? hintOf(picking) : safeText(fault, 300)}
      </p>
      {pointed !== null && pointed.candidates.length === 0 && (
        <p className={classes.hint}>{words.nothingThere}</p>
      )}
      {picking === 'one' && pointed !== null && (
        <ul className={classes.candidates}>
          {pointed.candidates.map((each) => (
            <li key={candidateText(each.candidate)}>
              <CandidateRow picked={each} onUse={() => picks.use(each.candidate)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function CandidateRow({ picked, onUse }: { picked: PickedCandidate; onUse: () => void }) {
  const words = t().trial;
  const { candidate, steadiness } = picked;
  const text = safeText(candidateText(candidate), 200);
  const Icon = steadiness === 'steady' ? IconCheck : IconAlertTriangle;
  return (
    <button
      type="button"
      className={classes.candidate}
      onClick={onUse}
      aria-label={words.takeCandidate(text)}
    >
      <span className={classes.kind}>{candidateKind(candidate).kind}</span>
      <bdi className={`${classes.candidateText} mono`}>{text}</bdi>
      <span className={classes.steadiness} data-steadiness={steadiness}>
        <Icon {...ICON} />
        {words.matches(1)}, {words[steadiness]}
      </span>
    </button>
  );
}

function hintOf(picking: Exclude<Picking, null>): string {
  const words = t().trial;
  if (picking === 'one') return words.pickOne;
  return picking === 'first' ? words.pickFirst : words.pickSecond;
}

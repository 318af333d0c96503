import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import type { Fault } from '../../../../shared/errors.ts';
import { ROLES } from '../../../../shared/flow/roles.ts';
import { CANDIDATE_KINDS } from '../../../../shared/flow/target.ts';
import { t } from '../../../texts/index.ts';
import { IconButton } from '../../../ui/button.tsx';
import { kindOf, type LooseCandidate, withKind, withPart, wordsOf } from './candidate-kind.ts';
import { CandidateParts } from './candidate-parts.tsx';
import { Pick } from './choice-parts.tsx';
import { Faults } from './faults.tsx';
import classes from './forms.module.css';
import { below, faultsWithin } from './paths.ts';
import { ValueInput } from './value-input.tsx';

interface CandidateFieldsProps {
  candidate: LooseCandidate;
  /** Its number, from 1. */
  n: number;
  path: string;
  faults: readonly Fault[];
  /** Before its fields and behind them, on their line. */
  before?: ReactNode;
  behind?: ReactNode;
  onChange: (next: LooseCandidate, key: string) => void;
}

const PARTS = ['exact', 'nth', 'frame', 'inside'];

/** One candidate: its kind and words on a line; frame, place and what it lies in below, when they are set or asked for. */
export function CandidateFields({
  candidate,
  n,
  path,
  faults,
  before,
  behind,
  onChange,
}: CandidateFieldsProps) {
  const words = t().forms.target;
  const [wantsParts, setWantsParts] = useState(false);
  const hasParts = PARTS.some((key) => candidate[key] !== undefined);
  const isOpen = wantsParts || hasParts;
  const kind = kindOf(candidate);
  const put = (key: string, value: unknown): void =>
    onChange(withPart(candidate, key, value), below(path, key));
  const kinds = CANDIDATE_KINDS.map((each) => ({ value: each, text: t().forms.kinds[each] }));
  return (
    <div className={classes.candidate}>
      <div className={classes.row}>
        {before}
        <span className={classes.kind}>
          <Pick
            label={words.kind(n)}
            value={kind}
            options={kinds}
            onPick={(word) => {
              const next = CANDIDATE_KINDS.find((each) => each === word);
              if (next !== undefined) onChange(withKind(candidate, next), path);
            }}
          />
        </span>
        {kind === 'role' ? (
          <>
            <RoleInput
              label={words.value(n, t().forms.kinds.role)}
              role={wordsOf(candidate)}
              isWrong={faultsWithin(faults, below(path, 'role')).length > 0}
              onRole={(role) => onChange({ ...candidate, role }, below(path, 'role'))}
            />
            <ValueInput
              label={words.name(n)}
              text={typeof candidate.name === 'string' ? candidate.name : ''}
              placeholder={words.namePlaceholder}
              isWrong={faultsWithin(faults, below(path, 'name')).length > 0}
              onText={(text) => put('name', text)}
            />
          </>
        ) : (
          <ValueInput
            label={words.value(n, t().forms.kinds[kind])}
            text={wordsOf(candidate)}
            isWrong={faultsWithin(faults, below(path, kind)).length > 0}
            isMono={kind === 'css' || kind === 'xpath'}
            onText={(text) => onChange({ ...candidate, [kind]: text }, below(path, kind))}
          />
        )}
        <IconButton
          label={words.more(n)}
          aria-expanded={isOpen}
          icon={
            isOpen ? (
              <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
            ) : (
              <IconChevronRight size={14} stroke={1.5} aria-hidden="true" />
            )
          }
          onClick={() => setWantsParts(!isOpen)}
        />
        {behind}
      </div>
      {isOpen && <CandidateParts candidate={candidate} n={n} path={path} faults={faults} onPart={put} />}
      <Faults faults={faults} />
    </div>
  );
}

interface RoleInputProps {
  label: string;
  role: string;
  isWrong: boolean;
  onRole: (role: string) => void;
}

function RoleInput({ label, role, isWrong, onRole }: RoleInputProps) {
  const id = useId();
  return (
    <>
      <input
        className={`${classes.input} ${classes.role}`}
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        list={id}
        value={role}
        aria-invalid={isWrong || undefined}
        onChange={(event) => onRole(event.currentTarget.value)}
      />
      <datalist id={id}>
        {ROLES.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
}

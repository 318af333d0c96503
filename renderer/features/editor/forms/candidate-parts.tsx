import { useId, useState } from 'react';
import type { Fault } from '../../../../shared/errors.ts';
import { t } from '../../../texts/index.ts';
import { CandidateFields } from './candidate-fields.tsx';
import { canBeExact, frameText, frameValue, type LooseCandidate } from './candidate-kind.ts';
import { Pick } from './choice-parts.tsx';
import { isObject } from './edit.ts';
import { useForm } from './form-context.ts';
import classes from './forms.module.css';
import { numberText, numberValue } from './number-text.ts';
import { below, faultsWithin } from './paths.ts';
import switchClasses from './switches.module.css';
import { ValueInput } from './value-input.tsx';

interface CandidatePartsProps {
  candidate: LooseCandidate;
  n: number;
  path: string;
  faults: readonly Fault[];
  onPart: (key: string, value: unknown) => void;
}

/** What narrows a candidate: exactly, which of several, in which frame, inside of what. */
export function CandidateParts({ candidate, n, path, faults, onPart }: CandidatePartsProps) {
  const words = t().forms.target;
  const id = useId();
  const isWrong = (key: string): boolean => faultsWithin(faults, below(path, key)).length > 0;
  return (
    <div className={classes.parts}>
      {canBeExact(candidate) && (
        <label className={switchClasses.tick} title={words.exactHelp}>
          <input
            type="checkbox"
            checked={candidate.exact === true}
            onChange={(event) => onPart('exact', event.currentTarget.checked ? true : undefined)}
          />
          {words.exact}
        </label>
      )}
      <span className={classes.part}>
        <label htmlFor={`${id}-nth`} title={words.nthHelp}>
          {words.nth}
        </label>
        <input
          id={`${id}-nth`}
          className={`${classes.input} ${classes.tiny}`}
          inputMode="numeric"
          title={words.nthHelp}
          value={numberText(candidate.nth, null)}
          aria-invalid={isWrong('nth') || undefined}
          onChange={(event) => onPart('nth', numberValue(event.currentTarget.value, null))}
        />
      </span>
      <span className={classes.part}>
        <label htmlFor={`${id}-frame`} title={words.frameHelp}>
          {words.frame}
        </label>
        <FrameInput
          id={`${id}-frame`}
          frame={candidate.frame}
          isWrong={isWrong('frame')}
          onFrame={(frame) => onPart('frame', frame)}
        />
      </span>
      <InsidePart
        inside={candidate.inside}
        n={n}
        path={below(path, 'inside')}
        faults={faults}
        onPart={onPart}
      />
    </div>
  );
}

interface FrameInputProps {
  id: string;
  frame: unknown;
  isWrong: boolean;
  onFrame: (frame: unknown) => void;
}

function FrameInput({ id, frame, isWrong, onFrame }: FrameInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = frameText(frame);
  const text = draft !== null && frameText(frameValue(draft)) === shown ? draft : shown;
  return (
    <ValueInput
      id={id}
      text={text}
      isWrong={isWrong}
      isMono
      onText={(typed) => {
        setDraft(typed);
        onFrame(frameValue(typed));
      }}
    />
  );
}

interface InsidePartProps extends Omit<CandidatePartsProps, 'candidate'> {
  inside: unknown;
}

/** Nowhere, in the element of a loop around the step, or in another candidate. */
function InsidePart({ inside, n, path, faults, onPart }: InsidePartProps) {
  const words = t().forms.target;
  const { around } = useForm();
  const loops = around.elements.map((name) => ({ value: `loop ${name}`, text: words.insideLoop(name) }));
  const value = isObject(inside) ? 'other' : inside === undefined ? '' : `loop ${String(inside)}`;
  return (
    <span className={isObject(inside) ? classes.stack : classes.part}>
      <span title={words.insideHelp}>{words.inside}</span>
      <Pick
        label={`${words.candidate(n)}: ${words.inside}`}
        value={value}
        options={[{ value: '', text: words.anywhere }, ...loops, { value: 'other', text: words.insideOther }]}
        onPick={(word) => {
          if (word === '') onPart('inside', undefined);
          else onPart('inside', word === 'other' ? { css: '' } : word.slice('loop '.length));
        }}
      />
      {isObject(inside) && (
        <CandidateFields
          candidate={inside}
          n={n}
          path={path}
          faults={faultsWithin(faults, path)}
          onChange={(next) => onPart('inside', next)}
        />
      )}
    </span>
  );
}

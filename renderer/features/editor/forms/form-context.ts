import { createContext, useContext } from 'react';
import type { Fault } from '../../../../shared/errors.ts';
import type { CandidateHealth } from '../../../../shared/flow/health.ts';
import type { Surroundings } from './known-values.ts';
import type { Mend } from './mend.ts';
import type { Shape } from './shape.ts';
import type { TargetTools } from './target-tools.ts';

/** What the fields of one form share. */
export interface FormScope {
  /** Path of what the form shows; empty = the flow. */
  readonly path: string;
  /** What may be named there. */
  readonly around: Surroundings;
  readonly tools: TargetTools | null;
  readonly health: readonly CandidateHealth[];
  /** How a fault is mended by one click; null = by hand alone. */
  readonly mend: (fault: Fault) => Mend | null;
  /** Puts the mended whole in the place of the old one. */
  readonly put: (mend: Mend) => void;
}

const FormContext = createContext<FormScope | null>(null);

export const FormScopeProvider = FormContext.Provider;

/** The form around a field. */
export function useForm(): FormScope {
  const scope = useContext(FormContext);
  if (scope === null) throw new Error('a field stands in no form');
  return scope;
}

/** Takes a value and the path of what was changed in it, by which undo puts changes together. */
export type OnValue = (value: unknown, key: string) => void;

/** What every field is given. */
export interface PartProps<S extends Shape = Shape> {
  readonly shape: S;
  /** As the file has it, right or wrong; undefined = the key is absent. */
  readonly value: unknown;
  /** Its place, for words: `click.button`. */
  readonly at: string;
  /** Its path from the root of the flow. */
  readonly path: string;
  /** What it is called, for those who hear it. */
  readonly label: string;
  /** Must the key be there? Else an empty field takes it out. */
  readonly isRequired: boolean;
  readonly preset: unknown;
  /** The faults at its path and below. */
  readonly faults: readonly Fault[];
  /** Ids of what is read aloud with it. */
  readonly describedBy?: string | undefined;
  readonly id?: string | undefined;
  readonly onChange: OnValue;
}

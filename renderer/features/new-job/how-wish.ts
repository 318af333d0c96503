import type { NumberedStep } from '../../../shared/flow/numbered-steps.ts';
import type { RunOptions } from '../../../shared/live/run-options.ts';
import { wholeNumber } from '../../ui/whole-number.ts';

/** How the steps are run, as the fields show it. */
export interface HowWish {
  readonly which: 'all' | 'from' | 'only';
  /** Path of the step to begin at, or to run alone; empty = none is chosen yet. */
  readonly step: string;
  /** Paths of the steps before which the job stands still. */
  readonly breakpoints: readonly string[];
  /** As it was typed; empty = no rest. */
  readonly slowMs: string;
  /** At a failure: what the flow says, the browser is closed, or it stays open. */
  readonly hold: 'flow' | 'no' | 'minutes';
  /** As it was typed. */
  readonly holdMinutes: string;
}

export const NO_HOW: HowWish = {
  which: 'all',
  step: '',
  breakpoints: [],
  slowMs: '',
  hold: 'flow',
  holdMinutes: '15',
};

/** A sentence for each part that is wrong. */
export type HowFaults = Partial<Record<'step' | 'breakpoints' | 'slowMs' | 'holdMinutes', string>>;

const MOST_BREAKPOINTS = 100;
const MOST_SLOW_MS = 60_000;
const MOST_HOLD_MINUTES = 240;

/** The wish as the queue takes it (undefined = as usual), or everything that is wrong with it. */
export function readHow(how: HowWish): { readonly run: RunOptions | undefined; readonly faults: HowFaults } {
  const { which, step, breakpoints, hold } = how;
  const slowMs = how.slowMs.trim() === '' ? undefined : wholeNumber(how.slowMs, 1, MOST_SLOW_MS);
  const minutes = hold === 'minutes' ? wholeNumber(how.holdMinutes, 1, MOST_HOLD_MINUTES) : 0;
  const faults: HowFaults = {
    ...(which !== 'all' && step === '' ? { step: 'Choose the step.' } : {}),
    ...(breakpoints.length > MOST_BREAKPOINTS ? { breakpoints: `At most ${MOST_BREAKPOINTS} steps.` } : {}),
    ...(slowMs === null ? { slowMs: 'Write a whole number from 1 to 60000, or nothing.' } : {}),
    ...(minutes === null ? { holdMinutes: `Write a whole number from 1 to ${MOST_HOLD_MINUTES}.` } : {}),
  };
  const run: RunOptions = {
    ...(which === 'all' || step === '' ? {} : { [which]: step }),
    ...(breakpoints.length === 0 ? {} : { breakpoints: [...breakpoints] }),
    ...(slowMs === undefined || slowMs === null ? {} : { slowMs }),
    ...(hold === 'flow' || minutes === null ? {} : { holdMinutes: minutes }),
  };
  return { run: Object.keys(run).length === 0 ? undefined : run, faults };
}

/** What is set, so that it is not forgotten while it is folded; empty = nothing. */
export function howWords({ which, step, breakpoints, slowMs, hold, holdMinutes }: HowWish): string {
  const parts = [
    which === 'all' || step === '' ? '' : which === 'from' ? `from step ${step}` : `step ${step} alone`,
    breakpoints.length === 0
      ? ''
      : `stops before ${breakpoints.slice(0, 5).join(', ')}${breakpoints.length > 5 ? ' …' : ''}`,
    slowMs.trim() === '' ? '' : 'slow motion',
    hold === 'flow' ? '' : hold === 'no' ? 'closed at failure' : `held ${holdMinutes.trim()} min at failure`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Only the steps of the flow itself can be begun at or run alone. */
export function topSteps(steps: readonly NumberedStep[]): readonly NumberedStep[] {
  return steps.filter(({ path }) => !path.includes('.'));
}

/** `run.breakpoints[1]`: the field where a fault of the queue stands; null = none of these. */
export function howPart(path: string): keyof HowFaults | null {
  const part = /^run\.(from|only|breakpoints|slowMs|holdMinutes)\b/.exec(path)?.[1];
  if (part === 'from' || part === 'only') return 'step';
  return part === 'breakpoints' || part === 'slowMs' || part === 'holdMinutes' ? part : null;
}

import type { Fault } from '../../../shared/errors.ts';
import { findStep } from '../../../shared/flow/numbered-steps.ts';
import type { Step } from '../../../shared/flow/step.ts';
import { RunOptions } from '../../../shared/live/run-options.ts';
import { type OptionName, only, type Typed } from './typed.ts';

/** How the steps are run, as it was typed: steps by number or id. */
export interface HowWords {
  readonly from: string | null;
  readonly only: string | null;
  readonly breaks: readonly string[];
  readonly slowMs: number | null;
  readonly holdMinutes: number | null;
}

/** The options that say how the steps are run. */
export const HOW_OPTIONS = ['from', 'only', 'break', 'slow', 'hold'] as const satisfies readonly OptionName[];

/** Reads those options of `run`; nothing when none of them is given. */
export function readHow(typed: Typed): { how?: HowWords } {
  if (!HOW_OPTIONS.some((name) => typed.values.has(name))) return {};
  const how: HowWords = {
    from: only(typed, 'from'),
    only: only(typed, 'only'),
    breaks: typed.values.get('break') ?? [],
    slowMs: readNumber(typed, 'slow', 'slowMs', 'a number of milliseconds from 1 to 60000'),
    holdMinutes: readNumber(
      typed,
      'hold',
      'holdMinutes',
      'a number of minutes from 1 to 240, or 0 for not at all',
    ),
  };
  const fault = (option: OptionName, message: string): void =>
    void typed.faults.push({ path: `--${option}`, message });
  if (how.from !== null && how.only !== null) fault('only', 'has no meaning with --from; give one of them.');
  if (how.breaks.length > MOST_BREAKS) fault('break', `may be given ${MOST_BREAKS} times at most.`);
  return { how };
}

const MOST_BREAKS = 100;

function readNumber(
  typed: Typed,
  option: OptionName,
  key: 'slowMs' | 'holdMinutes',
  wanted: string,
): number | null {
  const word = only(typed, option);
  if (word === null) return null;
  const number = /^\d{1,6}$/.test(word) ? RunOptions.safeParse({ [key]: Number(word) }) : undefined;
  if (number?.success === true) return number.data[key] ?? null;
  typed.faults.push({ path: `--${option}`, message: `wants ${wanted}; "${word}" is not that.` });
  return null;
}

/** The same for the steps of a flow, with their paths; or every name that is no step of it. */
export function resolveHow(
  steps: readonly Step[],
  how: HowWords,
): { readonly options: RunOptions; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const path = (option: OptionName, name: string, top: boolean): string[] => {
    const found = findStep(steps, name, top);
    if ('path' in found) return [found.path];
    faults.push({ path: `--${option} ${name}`, ...found });
    return [];
  };
  const [from] = how.from === null ? [] : path('from', how.from, true);
  const [alone] = how.only === null ? [] : path('only', how.only, true);
  const breakpoints = [...new Set(how.breaks.flatMap((name) => path('break', name, false)))];
  const options = {
    ...(from === undefined ? {} : { from }),
    ...(alone === undefined ? {} : { only: alone }),
    ...(breakpoints.length === 0 ? {} : { breakpoints }),
    ...(how.slowMs === null ? {} : { slowMs: how.slowMs }),
    ...(how.holdMinutes === null ? {} : { holdMinutes: how.holdMinutes }),
  };
  return { options, faults };
}

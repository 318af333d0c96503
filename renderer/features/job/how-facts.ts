import type { RunOptions } from '../../../shared/live/run-options.ts';
import { t } from '../../texts/index.ts';
import { formatShort } from '../../ui/format.ts';

/** How the steps of a job are run, fact by fact; what it says nothing about is as usual. */
export function howFacts(run: RunOptions | undefined): Record<string, string> {
  const words = t().job.input;
  const { from, only, breakpoints, slowMs, holdMinutes } = run ?? {};
  const steps =
    only !== undefined ? words.only(only) : from !== undefined ? words.from(from) : words.allSteps;
  const atFailure =
    holdMinutes === undefined ? words.asFlow : holdMinutes === 0 ? words.closed : words.held(holdMinutes);
  return {
    [words.steps]: steps,
    ...(breakpoints === undefined || breakpoints.length === 0
      ? {}
      : { [words.breakpoints]: breakpoints.join(', ') }),
    ...(slowMs === undefined ? {} : { [words.rest]: formatShort(slowMs) }),
    [words.atFailure]: atFailure,
  };
}

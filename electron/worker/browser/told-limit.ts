import type { StepLog } from '../log-sink.ts';

/** A page that floods is told of so often, then no more. */
const MAX_TOLD = 20;

/** A log that says only so much of one thing, and then once that there is more of it. */
export function toldLimit(log: StepLog, what: string, most = MAX_TOLD): StepLog {
  let told = 0;
  return (level, message, metadata) => {
    told++;
    if (told <= most) log(level, message, metadata);
    if (told === most) log('WARN', `More ${what} are not told.`);
  };
}

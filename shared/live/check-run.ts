import type { Fault } from '../errors.ts';
import { findStep } from '../flow/numbered-steps.ts';
import type { Step } from '../flow/step.ts';
import type { RunOptions } from './run-options.ts';

/** Everything that does not fit the steps of the flow; none = the job can be run so. Paths begin with `run`. */
export function runFaults(steps: readonly Step[], { from, only, breakpoints = [] }: RunOptions): Fault[] {
  const fault = (path: string, name: string, top: boolean): Fault[] => {
    const found = findStep(steps, name, top);
    return 'path' in found ? [] : [{ path, ...found, message: `“${name}” ${found.message}` }];
  };
  const faults = [
    ...(from === undefined ? [] : fault('run.from', from, true)),
    ...(only === undefined ? [] : fault('run.only', only, true)),
    ...breakpoints.flatMap((path, at) => fault(`run.breakpoints[${at}]`, path, false)),
  ];
  if (from === undefined || only === undefined) return faults;
  return [
    ...faults,
    { path: 'run.only', message: 'A job runs from a step on, or one step alone: not both.' },
  ];
}

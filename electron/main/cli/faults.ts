import { AppError, type Fault, faultLine } from '../../../shared/errors.ts';
import { printable } from '../console-mirror.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import type { CliOutput } from './output.ts';

/**
 * Prints wrong input to stderr: a heading and a line for each fault; gives the exit code.
 * @param heading whose faults they are, such as the file's name; null when the lines say it themselves
 */
export function printFaults(output: CliOutput, heading: string | null, faults: readonly Fault[]): ExitCode {
  if (heading !== null)
    output.err(printable(`${heading}: ${faults.length === 1 ? '1 fault' : `${faults.length} faults`}`));
  for (const fault of faults) output.err(printable(`${heading === null ? '' : '  '}${faultLine(fault)}`));
  return EXIT.badInput;
}

/** Prints why a command could not do its work, as a sentence and never as a stack; gives the exit code. */
export function printError(output: CliOutput, error: unknown): ExitCode {
  if (error instanceof AppError) {
    output.err(printable(error.message));
    for (const fault of error.faults) output.err(printable(`  ${faultLine(fault)}`));
    return error.code === 'not_found' || error.code === 'invalid_input' ? EXIT.badInput : EXIT.failed;
  }
  output.err(
    printable(
      `Something went wrong inside Runwright: ${error instanceof Error ? error.message : String(error)}`,
    ),
  );
  return EXIT.failed;
}

/** An AppError with this code? */
export function hasCode(error: unknown, code: AppError['code']): error is AppError {
  return error instanceof AppError && error.code === code;
}

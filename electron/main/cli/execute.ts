import { answerJob } from './answer.ts';
import type { Command, WindowCommand } from './args.ts';
import { parseCommandLine } from './args.ts';
import { cancelJob } from './cancel.ts';
import { doctor } from './doctor.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { printError, printFaults } from './faults.ts';
import { listJobs } from './jobs.ts';
import type { CliOutput } from './output.ts';
import { retryJob } from './retry.ts';
import { runFlow } from './run.ts';
import type { CommandContext } from './services.ts';
import { showJob } from './show.ts';
import { usage } from './usage.ts';

/** Commands that need the queue and its services. */
export type ServiceCommand = Exclude<Command, { kind: 'window' | 'help' | 'version' }>;

/**
 * The first look at a command line, before anything of the app is started: wrong lines, `--help` and `--version` are answered here.
 * @returns the command to go on with, or the exit code when everything is said
 */
export function startCommandLine(
  args: readonly string[],
  output: CliOutput,
  version: string,
):
  | { readonly command: ServiceCommand | WindowCommand; readonly data: string | null }
  | { readonly exit: ExitCode } {
  const parsed = parseCommandLine(args);
  if (!parsed.ok) {
    printFaults(output, null, parsed.faults);
    output.err('"runwright --help" tells what there is.');
    return { exit: EXIT.badInput };
  }
  const { command, data } = parsed;
  switch (command.kind) {
    case 'help':
      output.out(usage(command.about));
      return { exit: EXIT.done };
    case 'version':
      output.out(version);
      return { exit: EXIT.done };
    default:
      return { command, data };
  }
}

/** Runs one command to its end. Never throws: whatever goes wrong is a sentence on stderr and an exit code. */
export async function executeCommand(command: ServiceCommand, context: CommandContext): Promise<ExitCode> {
  try {
    return await dispatch(command, context);
  } catch (error) {
    return printError(context.output, error);
  } finally {
    await context.output.drained();
  }
}

function dispatch(command: ServiceCommand, context: CommandContext): Promise<ExitCode> {
  switch (command.kind) {
    case 'run':
      return runFlow(command, context);
    case 'jobs':
      return listJobs(command, context);
    case 'show':
      return showJob(command, context);
    case 'cancel':
      return cancelJob(command, context);
    case 'retry':
      return retryJob(command, context);
    case 'answer':
      return answerJob(command, context);
    case 'doctor':
      return doctor(command, context);
  }
}

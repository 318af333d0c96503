import type { JobId } from '../../../shared/ids.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { jsonLine } from './output.ts';
import type { CommandContext } from './services.ts';

/** `runwright cancel JOB`. A job that has already ended is no failure: it does not run, which is what was wanted. */
export async function cancelJob(
  command: { readonly id: JobId; readonly json: boolean },
  { services, output }: CommandContext,
): Promise<ExitCode> {
  const outcome = await services.cancelJob(command.id);
  if (command.json) output.out(jsonLine({ id: command.id, outcome }));
  else output.out(SENTENCES[outcome](command.id));
  return EXIT.done;
}

const SENTENCES = {
  cancelled: (id: JobId) => `Job #${id} is cancelled.`,
  asked: (id: JobId) => `Job #${id} runs now and was told to stop.`,
  already_ended: (id: JobId) => `Job #${id} had ended already; nothing was changed.`,
};

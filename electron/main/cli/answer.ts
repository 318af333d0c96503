import type { JobId } from '../../../shared/ids.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { jsonLine } from './output.ts';
import type { CommandContext } from './services.ts';

/** `runwright answer JOB TEXT`. The answer itself is not printed: it may be a secret. */
export async function answerJob(
  command: { readonly id: JobId; readonly text: string; readonly json: boolean },
  { services, output }: CommandContext,
): Promise<ExitCode> {
  const { id, text, json } = command;
  await services.answerJob(id, text);
  output.out(json ? jsonLine({ id, answered: true }) : `Job #${id} has its answer and goes on.`);
  return EXIT.done;
}

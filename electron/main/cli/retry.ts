import type { JobId } from '../../../shared/ids.ts';
import type { ResumeFrom } from '../../../shared/job/own-rows.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { jsonLine } from './output.ts';
import type { CommandContext } from './services.ts';

/** `runwright retry JOB`. A job that has not ended cannot be queued again: a script must not take that for done. */
export async function retryJob(
  command: { readonly id: JobId; readonly json: boolean; readonly from?: ResumeFrom },
  { services, output, staysOpen }: CommandContext,
): Promise<ExitCode> {
  const { id, json, from } = command;
  const outcome = from === undefined ? await services.retryJob(id) : await services.resumeJob(id, from);
  if (json) output.out(jsonLine({ id, outcome }));
  if (outcome === 'not_ended') {
    if (!json) output.err(`Job #${id} has not ended yet; only an ended or parked job can be queued again.`);
    return EXIT.badInput;
  }
  if (outcome === 'nothing_kept') {
    if (!json) output.err(nothingKept(id, from));
    return EXIT.badInput;
  }
  const when = staysOpen ? '' : ' It runs when Runwright is open.';
  if (!json) output.out(`Job #${id} is queued again.${when}`);
  return EXIT.done;
}

function nothingKept(id: JobId, from: ResumeFrom | undefined): string {
  if (from === 'failed_rows') return `Job #${id} has no failed row.`;
  return `Job #${id} has nothing to go on with; "runwright retry ${id}" begins it anew.`;
}

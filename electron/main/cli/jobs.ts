import type { JobSummary } from '../../../shared/job/schema.ts';
import { displayState } from '../../../shared/job/state.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { jsonLine } from './output.ts';
import type { CommandContext } from './services.ts';
import { shortened, tableLines } from './table.ts';
import { dateTimeWords, durationWords, STATE_WORDS } from './words.ts';

const LISTED = 200;
const HEAD = ['Job', 'State', 'Flow', 'Steps', 'Rows', 'Took', 'Queued', 'About'];

/** `runwright jobs`: the newest jobs as a table or as JSON. */
export async function listJobs(
  command: { readonly search: string | null; readonly json: boolean },
  { services, output }: CommandContext,
): Promise<ExitCode> {
  const text = command.search === null ? {} : { text: command.search };
  const { jobs, now, hasMore } = await services.listJobs({ limit: LISTED, ...text });
  if (command.json) {
    output.out(jsonLine({ jobs, hasMore }));
    return EXIT.done;
  }
  if (jobs.length === 0) {
    output.out(command.search === null ? 'No jobs yet.' : `No job matches "${command.search}".`);
    return EXIT.done;
  }
  for (const line of tableLines(
    HEAD,
    jobs.map((job) => jobCells(job, now)),
  ))
    output.out(line);
  if (hasMore) output.out(`Only the newest ${LISTED} are listed; --search narrows them down.`);
  return EXIT.done;
}

function jobCells(job: JobSummary, now: number): string[] {
  return [
    `#${job.id}`,
    STATE_WORDS[displayState({ ...job }, now)],
    shortened(job.flowName, 32),
    job.stepsTotal === 0 ? '' : `${job.stepsDone}/${job.stepsTotal}`,
    job.rowCount === 0 ? '' : String(job.rowCount),
    job.startedAt === null ? '' : durationWords((job.completedAt ?? now) - job.startedAt),
    dateTimeWords(job.createdAt),
    shortened(job.subtitle, 48),
  ];
}

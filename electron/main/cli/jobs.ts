import type { JobSummary } from '../../../shared/job/schema.ts';
import { displayState } from '../../../shared/job/state.ts';
import { waitSentence } from '../../../shared/job/waits.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { jsonLine } from './output.ts';
import { searchLogs } from './search-logs.ts';
import type { JobSearch } from './search-words.ts';
import type { CommandContext } from './services.ts';
import { shortened, tableLines } from './table.ts';
import { dateTimeWords, durationWords, STATE_WORDS } from './words.ts';

const LISTED = 200;
const HEAD = ['Job', 'State', 'Flow', 'Steps', 'Rows', 'Took', 'Queued', 'About'];

interface JobsCommand {
  readonly search: JobSearch | null;
  readonly json: boolean;
}

/** `runwright jobs`: the newest jobs as a table or as JSON, or those whose log holds a text. */
export function listJobs(command: JobsCommand, context: CommandContext): Promise<ExitCode> {
  const { search, json } = command;
  if (search?.kind === 'log') return searchLogs({ text: search.text, json }, context);
  return listMatching({ text: search?.text ?? null, json }, context);
}

async function listMatching(
  { text, json }: { readonly text: string | null; readonly json: boolean },
  { services, output }: CommandContext,
): Promise<ExitCode> {
  const { jobs, now, hasMore } = await services.listJobs({
    limit: LISTED,
    ...(text === null ? {} : { text }),
  });
  if (json) {
    output.out(jsonLine({ jobs, hasMore }));
    return EXIT.done;
  }
  if (jobs.length === 0) {
    output.out(text === null ? 'No jobs yet.' : `No job matches "${text}".`);
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
    STATE_WORDS[displayState(job, now)],
    shortened(job.flowName, 32),
    job.stepsTotal === 0 ? '' : `${job.stepsDone}/${job.stepsTotal}`,
    job.rowCount === 0 ? '' : String(job.rowCount),
    job.startedAt === null ? '' : durationWords((job.completedAt ?? now) - job.startedAt),
    dateTimeWords(job.createdAt),
    aboutWords(job),
  ];
}

/** What tells the job from its siblings, and what holds it. */
function aboutWords(job: JobSummary): string {
  const parts = [shortened(job.subtitle, 48), waitSentence(job.waitsFor)];
  return parts.filter((part) => part !== '').join(' · ');
}

import type { JobId } from '../../../shared/ids.ts';
import type { Dependency } from '../../../shared/job/dependency.ts';
import type {
  AttemptRecord,
  JobDetail,
  JobSummary,
  LogLine,
  StepRecord,
} from '../../../shared/job/schema.ts';
import { displayState } from '../../../shared/job/state.ts';
import { waitSentence } from '../../../shared/job/waits.ts';
import { printable } from '../console-mirror.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { failureLines } from './failure-lines.ts';
import { jsonLine } from './output.ts';
import { errorLines } from './run-report.ts';
import type { CommandContext } from './services.ts';
import { shortened, tableLines } from './table.ts';
import { byteWords, count, dateTimeWords, durationWords, STATE_WORDS, timeWords } from './words.ts';

const LAST_LINES = 20;

/** `runwright show JOB`: everything about one job, as text or as JSON. */
export async function showJob(
  command: { readonly id: JobId; readonly json: boolean },
  { services, output, clock }: CommandContext,
): Promise<ExitCode> {
  const detail = await services.getJob(command.id);
  const failure = detail.job.error === null ? null : await services.getFailure(command.id);
  if (command.json) {
    output.out(jsonLine({ ...detail, failure }));
    return EXIT.done;
  }
  const lines = await services.lastLogLines(command.id, LAST_LINES);
  const sections = [
    headLines(detail, clock.now()),
    section('What went wrong', failureLines(failure)),
    section('Comes after', dependencyTable(detail.after)),
    section('History', historyTable(detail)),
    section('Attempts', attemptTable(detail.attempts)),
    section('Steps of the last attempt', stepTable(detail.steps)),
    section('Rows', datasetLines(detail)),
    section('Files', artifactTable(detail, services.artifactsDir)),
    section('Last log lines', lines.map(logText)),
  ];
  for (const line of sections.flat()) output.out(line);
  return EXIT.done;
}

function headLines(detail: JobDetail, now: number): string[] {
  const { job, inputs, row } = detail;
  const took = job.startedAt === null ? '' : `, ${durationWords((job.completedAt ?? now) - job.startedAt)}`;
  const facts = [
    `Job #${job.id}: ${job.flowName}, version ${job.flowVersion}`,
    `State: ${STATE_WORDS[displayState(job, now)]}${took}`,
    ...waitLines(job, now),
    `Queued: ${dateTimeWords(job.createdAt)}`,
    ...demandLines(detail),
    `Steps: ${job.stepsDone} of ${job.stepsTotal}`,
    ...(Object.keys(inputs).length === 0 ? [] : [`Inputs: ${jsonLine(inputs)}`]),
    ...(row === null ? [] : [`Row: ${jsonLine(row)}`]),
    ...(job.error === null ? [] : errorLines(job.error)),
  ];
  return facts.map(printable);
}

/** Why a pending job does not run yet; nothing when a free worker alone is missing. */
function waitLines(job: JobSummary, now: number): string[] {
  const held = waitSentence(job.waitsFor);
  if (held !== '') return [held];
  return job.state === 'pending' && job.runAt > now ? [`Waits until ${dateTimeWords(job.runAt)}.`] : [];
}

/** What the job asks for beside a worker; nothing for what it does not ask for. */
function demandLines({ job, uniqueKey, profile, site, before }: JobDetail): string[] {
  return [
    ...(job.priority === 0 ? [] : [`Priority: ${job.priority}`]),
    ...(uniqueKey === null ? [] : [`Key: ${uniqueKey}`]),
    ...(profile === null ? [] : [`Profile: ${profile}`]),
    ...(site === null ? [] : [`Site: ${site}`]),
    ...(before.length === 0 ? [] : [`Comes before: ${before.map((id) => `#${id}`).join(', ')}`]),
  ];
}

const NEEDS_WORDS: Record<Dependency['needs'], string> = {
  completed: 'it completes',
  ended: 'it ends, however',
};
const DEPENDENCY_WORDS: Record<Dependency['state'], string> = {
  open: 'not yet',
  met: 'yes',
  failed: 'no, and it will not',
};

function dependencyTable(after: readonly Dependency[]): string[] {
  const rows = after.map(({ jobId, needs, state, takes }) => [
    `#${jobId}`,
    NEEDS_WORDS[needs],
    DEPENDENCY_WORDS[state],
    Object.entries(takes)
      .map(([input, expression]) => `${input} = ${expression}`)
      .join(', '),
  ]);
  return rows.length === 0 ? [] : tableLines(['Job', 'Until', 'Happened', 'Takes'], rows);
}

/** Nothing at all for an empty section. */
function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function historyTable({ events }: JobDetail): string[] {
  const rows = events.map((event) => [
    dateTimeWords(event.at),
    event.kind.replaceAll('_', ' '),
    event.attempt === 0 ? '' : String(event.attempt),
    event.detail,
  ]);
  return rows.length === 0 ? [] : tableLines(['At', 'What', 'Attempt', 'Detail'], rows);
}

function attemptTable(attempts: readonly AttemptRecord[]): string[] {
  const rows = attempts.map((attempt) => [
    String(attempt.attempt),
    attempt.outcome.replaceAll('_', ' '),
    String(attempt.workerSlot),
    attempt.finishedAt === null ? '' : durationWords(attempt.finishedAt - attempt.startedAt),
    String(attempt.rowCount),
    attempt.error === null ? '' : `${attempt.error.category}: ${attempt.error.message}`,
  ]);
  return rows.length === 0 ? [] : tableLines(['Attempt', 'Outcome', 'Worker', 'Took', 'Rows', 'Error'], rows);
}

function stepTable(steps: readonly StepRecord[]): string[] {
  const last = steps.at(-1)?.epoch;
  const rows = steps
    .filter((step) => step.epoch === last)
    .map((step) => [
      step.path,
      step.state,
      step.finishedAt === null ? '' : durationWords(step.finishedAt - step.startedAt),
      shortened(step.title, 60),
      step.error === null ? '' : `${step.error.category}: ${step.error.message}`,
    ]);
  return rows.length === 0 ? [] : tableLines(['Step', 'State', 'Took', 'Title', 'Error'], rows);
}

function datasetLines({ datasets }: JobDetail): string[] {
  return datasets.map(({ name, rows, columns }) =>
    printable(`${name}: ${count(rows, 'row')} (${columns.join(', ')})`),
  );
}

function artifactTable({ artifacts }: JobDetail, dir: string): string[] {
  const rows = artifacts.map((file) => [file.kind, file.name, byteWords(file.bytes), `${dir}/${file.path}`]);
  return rows.length === 0 ? [] : tableLines(['Kind', 'Name', 'Size', 'Path'], rows);
}

function logText(line: LogLine): string {
  const step = line.step === null ? '' : `step ${line.step} `;
  return printable(`${timeWords(line.at)} ${line.level.padEnd(5)} ${step}${line.message}`);
}

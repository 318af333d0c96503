import type { JobId } from '../../../shared/ids.ts';
import type { RunEvent } from '../../../shared/job/run-event.ts';
import type { JobState } from '../../../shared/job/state.ts';
import { copyArtifacts } from './copy-artifacts.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import type { ExportTarget } from './export-targets.ts';
import { printError, printFaults } from './faults.ts';
import { followJobs } from './follow-jobs.ts';
import type { RunCommand } from './run-args.ts';
import { planRun, type RunPlan } from './run-plan.ts';
import { eventReport, humanReport, type Report } from './run-report.ts';
import type { CommandContext } from './services.ts';
import { dateTimeWords } from './words.ts';

/**
 * `runwright run`: checks everything, queues the jobs, tells what happens to them until each has ended, then exports.
 * Wrong input is told with every fault, and then nothing is queued.
 */
export async function runFlow(command: RunCommand, context: CommandContext): Promise<ExitCode> {
  const { output, services } = context;
  const planned = await planRun(command, context.cwd, context.clock.now(), services.readSheet);
  if (!planned.ok) {
    for (const group of planned.groups) printFaults(output, group.heading, group.faults);
    return EXIT.badInput;
  }
  const queued = await queueJobs(planned.plan, context);
  if (typeof queued === 'number') return queued;
  const { ids } = queued;
  tellWaits(queued, planned.plan, context);
  if (services.isQueuePaused()) {
    output.err('The queue is paused: the jobs wait until it is resumed in the window.');
  }
  const report = command.events ? eventReport(output) : humanReport(output);
  const followed = await followUntilEnd(queued, context, report);
  const problems = await bringOut(ids, planned.plan, context, report);
  const tally = tallyOf(ids, followed.states);
  const exitCode = exitCodeOf(tally, followed.interrupted, problems);
  report({ kind: 'finished', at: context.clock.now(), job: null, exitCode, ...tally });
  await output.drained();
  return exitCode;
}

/** The jobs of a run. */
interface Queued {
  /** Each once, in the order of the rows. */
  readonly ids: readonly JobId[];
  /** Place of a job's first row in the rows file, from 1; empty without such a file. */
  readonly rows: ReadonlyMap<JobId, number>;
  /** Those that stood already, because their key did: they are followed, but they are not this run's own. */
  readonly skipped: ReadonlySet<JobId>;
}

/** Saves the flow and queues its jobs; an exit code when that was refused. */
async function queueJobs(plan: RunPlan, { services, output }: CommandContext): Promise<Queued | ExitCode> {
  try {
    const imported = await services.importFlow(plan.flowFile, plan.flowText);
    if (!imported.ok) return printFaults(output, plan.flowFile, imported.faults);
    const { ids, skipped } = await services.enqueue({
      flowId: imported.flow.id,
      inputs: { ...plan.inputs },
      ...(plan.rows === null ? {} : { rows: [...plan.rows] }),
      ...(plan.oneJob ? { rowsMode: 'job' as const } : {}),
      ...(plan.headed ? { headed: true } : {}),
      ...(plan.run === null ? {} : { run: plan.run }),
      priority: plan.priority,
      ...(plan.runAt === null ? {} : { runAt: plan.runAt }),
      ...(plan.key === null ? {} : { key: plan.key }),
      after: [...plan.after],
      ...(plan.tags.length === 0 ? {} : { tags: [...plan.tags] }),
    });
    const firstRows = [...ids].reverse().map((id, index) => [id, ids.length - index] as const);
    const rows = new Map(plan.rows === null || plan.oneJob ? [] : firstRows);
    return { ids: [...new Set(ids)], rows, skipped: new Set(skipped) };
  } catch (error) {
    return printError(output, error);
  }
}

/** Says what a person would else wonder about: jobs that stood already, and jobs that do not start at once. */
function tellWaits(
  { ids, skipped }: Queued,
  { key, runAt, run }: RunPlan,
  { output, clock, staysOpen }: CommandContext,
): void {
  for (const id of skipped) {
    output.err(`Job #${id} with the key "${key?.text ?? ''}" stands already: nothing was queued for it.`);
  }
  if (runAt !== null && runAt > clock.now() && skipped.size < ids.length) {
    output.err(`Nothing starts before ${dateTimeWords(runAt)}.`);
  }
  if (!staysOpen && ((run?.breakpoints ?? []).length > 0 || (run?.holdMinutes ?? 0) > 0)) {
    output.err('Only the window lets a job that stands still go on: open it first, then run this command.');
  }
}

interface Followed {
  readonly states: ReadonlyMap<JobId, JobState>;
  readonly interrupted: boolean;
}

/**
 * The first Ctrl-C cancels the jobs that were queued here and waits for them to stop; the second one leaves them to the queue.
 * Jobs that stood already are nobody's here to cancel: when there are no others, the first one leaves.
 */
async function followUntilEnd(
  { ids, rows, skipped }: Queued,
  context: CommandContext,
  report: Report,
): Promise<Followed> {
  const { services, clock, output, interrupts } = context;
  const leave = new AbortController();
  let interrupted = false;
  const interrupt = interrupts.onInterrupt(() => {
    const own = ids.filter((id) => !skipped.has(id));
    const isFirst = !interrupted;
    interrupted = true;
    if (!isFirst || own.length === 0) return leave.abort();
    output.err('Cancelling; Ctrl-C once more leaves at once.');
    void cancelAll(own, context);
  });
  try {
    const states = await followJobs({
      services,
      clock,
      ids,
      rows,
      onEvent: report,
      drained: () => output.drained(),
      leave: leave.signal,
    });
    return { states, interrupted };
  } finally {
    interrupt.dispose();
  }
}

async function cancelAll(ids: readonly JobId[], { services, output }: CommandContext): Promise<void> {
  for (const id of ids) {
    try {
      await services.cancelJob(id);
    } catch (error) {
      printError(output, error);
    }
  }
}

/** Exports and copies what the jobs brought, however they ended; gives how many files could not be written. */
async function bringOut(
  ids: readonly JobId[],
  plan: RunPlan,
  context: CommandContext,
  report: Report,
): Promise<number> {
  let problems = 0;
  const tell = (message: string): void => {
    problems += 1;
    report({ kind: 'problem', at: context.clock.now(), job: null, message });
  };
  for (const target of plan.exports) {
    try {
      report(await exportTo(target, ids, context));
    } catch (error) {
      tell(`${target.typed} could not be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (plan.artifactsDir !== null) {
    const copied = await copyAll(ids, plan.artifactsDir, context);
    copied.problems.forEach(tell);
    const { path, files } = copied;
    report({ kind: 'artifacts_copied', at: context.clock.now(), job: null, path, files });
  }
  return problems;
}

async function exportTo(
  target: ExportTarget,
  ids: readonly JobId[],
  { services, clock }: CommandContext,
): Promise<RunEvent> {
  const { format, path } = target;
  const written = await services.exportRows({ jobIds: [...ids], format, path });
  const { rows, escapedCells } = written;
  return { kind: 'exported', at: clock.now(), job: null, path, format, rows, escapedCells };
}

async function copyAll(
  ids: readonly JobId[],
  to: string,
  { services }: CommandContext,
): Promise<{ path: string; files: number; problems: readonly string[] }> {
  let files = 0;
  const problems: string[] = [];
  for (const id of ids) {
    const { artifacts } = await services.getJob(id);
    const copied = await copyArtifacts(artifacts, services.artifactsDir, to);
    files += copied.files;
    problems.push(...copied.problems);
  }
  return { path: to, files, problems };
}

/** How many jobs ended how. */
export type Tally = Pick<
  Extract<RunEvent, { kind: 'finished' }>,
  'completed' | 'failed' | 'cancelled' | 'parked' | 'leftRunning'
>;

function tallyOf(ids: readonly JobId[], states: ReadonlyMap<JobId, JobState>): Tally {
  const how = (state: JobState): number => [...states.values()].filter((one) => one === state).length;
  return {
    completed: how('completed'),
    failed: how('failed'),
    cancelled: how('cancelled'),
    parked: how('parked'),
    leftRunning: ids.length - states.size,
  };
}

/**
 * One number for all jobs. An interrupted run that cut something short is `cancelled`, whatever else failed: the caller did it.
 * Else the worst counts: failed, then parked, then cancelled by somebody else.
 */
export function exitCodeOf(tally: Tally, interrupted: boolean, problems: number): ExitCode {
  if (interrupted && tally.cancelled + tally.leftRunning > 0) return EXIT.cancelled;
  if (tally.failed > 0 || problems > 0) return EXIT.failed;
  if (tally.parked > 0) return EXIT.parked;
  return tally.cancelled + tally.leftRunning > 0 ? EXIT.cancelled : EXIT.done;
}

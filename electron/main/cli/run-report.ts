import { assertNever } from '../../../shared/assert.ts';
import type { JobError } from '../../../shared/job/error.ts';
import type { RunEvent } from '../../../shared/job/run-event.ts';
import { printable } from '../console-mirror.ts';
import { type CliOutput, jsonLine } from './output.ts';
import { count, durationWords } from './words.ts';

/** Prints what happens during a run. */
export type Report = (event: RunEvent) => void;

/** One JSON event a line on stdout; problems also go to stderr as a sentence. */
export function eventReport(output: CliOutput): Report {
  return (event) => {
    output.out(jsonLine(event));
    if (event.kind === 'problem') output.err(printable(event.message));
  };
}

/** Lines for a person on stdout; problems on stderr. */
export function humanReport(output: CliOutput): Report {
  return (event) => {
    if (event.kind === 'problem') return output.err(printable(event.message));
    const line = humanLine(event);
    if (line === null) return;
    output.out(printable(event.job === null ? line : `#${event.job} ${line}`));
    const error = event.kind === 'ended' || event.kind === 'retry' ? event.error : null;
    if (error !== null) for (const more of errorLines(error)) output.out(`   ${printable(more)}`);
  };
}

/** What went wrong, where, and the mend: a line each. */
export function errorLines(error: JobError): string[] {
  const step = error.step === undefined ? '' : ` at step ${error.step}`;
  const url = error.url === undefined ? [] : [`Page: ${error.url}`];
  return [`${error.category}${step}: ${error.message}`, ...url, `Mend: ${error.mend}`];
}

/** Null = a person need not see it. */
function humanLine(event: RunEvent): string | null {
  switch (event.kind) {
    case 'queued': {
      const row = event.row === null ? '' : ` for row ${event.row}`;
      return `queued: ${event.flow}, version ${event.flowVersion}${row}`;
    }
    case 'claimed': {
      const worker = event.worker === null ? '' : ` on worker ${event.worker}`;
      return `attempt ${event.attempt} begins${worker}`;
    }
    case 'step':
      return stepLine(event);
    case 'log':
      return event.level === 'WARN' || event.level === 'ERROR' ? `${event.level} ${event.message}` : null;
    case 'rows':
      return `${count(event.total, 'row')} in ${event.dataset}`;
    case 'artifact':
      return `${event.artifactKind} ${event.name}: ${event.path}`;
    case 'retry':
      return `attempt ${event.attempt} failed; another one follows in ${durationWords(event.dueAt - event.at)}`;
    case 'returned': {
      const why = event.reason === 'released' ? 'was given back' : 'was taken back from its worker';
      return withDetail(`attempt ${event.attempt} ${why}; the job waits for another one`, event.detail);
    }
    case 'needs_login':
      return `needs a login: nobody is signed in in the profile “${event.profile}”. ${event.mend}`;
    case 'cancel_asked':
      return withDetail('cancelling', event.detail);
    case 'cancel_stage':
      return withDetail('stopping', event.detail);
    case 'requeued':
      return withDetail(REQUEUED[event.reason], event.detail);
    case 'ended':
      return endLine(event);
    case 'exported':
      return exportLine(event);
    case 'artifacts_copied':
      return `Copied ${count(event.files, 'file')} to ${event.path}`;
    case 'problem':
      return null;
    case 'finished':
      return finishLine(event);
    default:
      return assertNever(event);
  }
}

const REQUEUED: Record<Extract<RunEvent, { kind: 'requeued' }>['reason'], string> = {
  retried: 'queued again',
  run_now: 'put first',
  edited: 'changed',
  snoozed: 'put off',
};

function withDetail(line: string, detail: string): string {
  return detail === '' ? line : `${line}: ${detail}`;
}

function stepLine(event: Extract<RunEvent, { kind: 'step' }>): string | null {
  if (event.state === 'running') return null;
  const took = event.tookMs === null ? '' : ` (${durationWords(event.tookMs)})`;
  return `step ${event.path} ${event.title}: ${event.state}${took}`;
}

function endLine(event: Extract<RunEvent, { kind: 'ended' }>): string {
  if (event.state === 'parked') return 'parked: a person must decide how it goes on';
  const took = event.tookMs === null ? '' : ` after ${durationWords(event.tookMs)}`;
  const rows = event.rows === 0 ? '' : `, ${count(event.rows, 'row')}`;
  const failed = event.failedRows === 0 ? '' : `, ${event.failedRows} of them failed`;
  return `${event.state}${took}${rows}${failed}`;
}

function exportLine(event: Extract<RunEvent, { kind: 'exported' }>): string {
  const cells = count(event.escapedCells, 'cell');
  const note =
    event.escapedCells === 0 ? '' : ` (${cells} that begin like a formula got an apostrophe in front)`;
  return `Wrote ${count(event.rows, 'row')} to ${event.path}${note}`;
}

function finishLine(event: Extract<RunEvent, { kind: 'finished' }>): string | null {
  const { completed, failed, cancelled, parked, leftRunning } = event;
  const all = completed + failed + cancelled + parked + leftRunning;
  if (all < 2) return leftRunning === 0 ? null : 'Left: the job goes on when Runwright runs.';
  const parts = [
    `${completed} completed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(cancelled > 0 ? [`${cancelled} cancelled`] : []),
    ...(parked > 0 ? [`${parked} parked`] : []),
    ...(leftRunning > 0 ? [`${leftRunning} left running`] : []),
  ];
  return `${count(all, 'job')}: ${parts.join(', ')}`;
}

import path from 'node:path';
import type { JobId } from '../../../shared/ids.ts';
import type { RunEvent } from '../../../shared/job/run-event.ts';
import type { ArtifactRecord, JobDetail, JobEvent, LogLine, StepRecord } from '../../../shared/job/schema.ts';
import { isEnded } from '../../../shared/job/state.ts';
import { parseWait } from '../../../shared/job/waits.ts';
import { LOG_START, type LogPlace } from './services.ts';

/**
 * Turns what the database holds of one job into the events that were not told yet. The database is the truth and a change
 * is only a hint: whatever was missed between two reads is told at the next one, in order, once.
 */
export class JobNews {
  readonly id: JobId;
  /** Where the log was read to. */
  logPlace: LogPlace = LOG_START;
  readonly #row: number | null;
  readonly #artifactsDir: string;
  readonly #toldSteps = new Map<string, StepRecord['state']>();
  readonly #toldRows = new Map<string, number>();
  readonly #toldArtifacts = new Set<number>();
  #lastEvent = 0;
  #toldLogin = false;

  /** @param row place of the job's row in the rows file, from 1, or null */
  constructor(id: JobId, row: number | null, artifactsDir: string) {
    this.id = id;
    this.#row = row;
    this.#artifactsDir = artifactsDir;
  }

  /** The untold events of this state of the job, oldest first. Call it with newer and newer states. */
  take(detail: JobDetail, lines: readonly LogLine[]): RunEvent[] {
    const attemptOf = attemptNumbers(detail);
    const history = this.#takeHistory(detail);
    const found = [
      ...this.#takeSteps(detail.steps, attemptOf),
      ...lines.map((line) => this.#logEvent(line, attemptOf)),
      ...this.#takeRows(detail),
      ...this.#takeArtifacts(detail.artifacts, attemptOf),
      ...history,
      ...this.#takeLogin(detail),
    ];
    const last = lines.at(-1);
    if (last !== undefined) this.logPlace = { epoch: last.epoch, seq: last.seq };
    // The sort is stable: of the same millisecond an attempt's beginning comes first and its end last.
    found.sort((a, b) => a.at - b.at || rank(a) - rank(b));
    // The end is the last word, also when the worker's times say that a step ended after it.
    const end = history.at(-1);
    return end?.kind === 'ended' ? [...found.filter((event) => event !== end), end] : found;
  }

  /** Told once each time that the job begins to wait for a login. */
  #takeLogin({ job, events }: JobDetail): RunEvent[] {
    const wait = job.state === 'pending' && job.waitsFor !== null ? parseWait(job.waitsFor) : null;
    const told = this.#toldLogin;
    this.#toldLogin = wait?.kind === 'login';
    if (wait?.kind !== 'login' || told) return [];
    const at = events.at(-1)?.at ?? job.createdAt;
    return [{ kind: 'needs_login', at, job: this.id, profile: wait.name, mend: LOGIN_MEND }];
  }

  #takeHistory(detail: JobDetail): RunEvent[] {
    const untold = detail.events.filter((event) => event.id > this.#lastEvent);
    this.#lastEvent = untold.at(-1)?.id ?? this.#lastEvent;
    return untold.map((event) => this.#historyEvent(event, detail));
  }

  #historyEvent(event: JobEvent, detail: JobDetail): RunEvent {
    const { job } = detail;
    const base = { at: event.at, job: this.id };
    const told = { ...base, attempt: event.attempt, detail: event.detail };
    switch (event.kind) {
      case 'queued':
        return { kind: 'queued', ...base, flow: job.flowName, flowVersion: job.flowVersion, row: this.#row };
      case 'claimed': {
        const attempt = detail.attempts.findLast((one) => one.attempt === event.attempt);
        return { kind: 'claimed', ...base, attempt: event.attempt, worker: attempt?.workerSlot ?? null };
      }
      case 'retry_scheduled': {
        const attempt = detail.attempts.findLast((one) => one.attempt === event.attempt);
        return { kind: 'retry', ...told, dueAt: job.runAt, error: attempt?.error ?? job.error };
      }
      case 'released':
      case 'reclaimed':
        return { kind: 'returned', ...told, reason: event.kind };
      case 'cancel_asked':
      case 'cancel_stage':
        return { kind: event.kind, ...told };
      case 'retried':
      case 'run_now':
      case 'edited':
      case 'snoozed':
        return { kind: 'requeued', ...told, reason: event.kind };
      case 'completed':
      case 'failed':
      case 'cancelled':
      case 'parked':
        return this.#endEvent(event, detail);
    }
  }

  #endEvent(event: JobEvent, { job }: JobDetail): RunEvent {
    const tookMs = job.startedAt === null ? null : Math.max(0, event.at - job.startedAt);
    const { id, error, rowCount: rows, failedRows } = job;
    const { at, attempt, to: state } = event;
    return { kind: 'ended', at, job: id, attempt, state, tookMs, rows, failedRows, error };
  }

  #takeSteps(steps: readonly StepRecord[], attemptOf: ReadonlyMap<number, number>): RunEvent[] {
    return steps.flatMap((step): RunEvent[] => {
      const key = `${step.epoch}:${step.seq}`;
      const told = this.#toldSteps.get(key);
      if (told === step.state) return [];
      this.#toldSteps.set(key, step.state);
      const { path: place, action, title, state, startedAt, finishedAt, error } = step;
      const common = { job: this.id, attempt: attemptOf.get(step.epoch) ?? 0, path: place, action, title };
      const begun = { kind: 'step' as const, at: startedAt, ...common, state: 'running' as const };
      const events: RunEvent[] = told === undefined ? [{ ...begun, tookMs: null, error: null }] : [];
      if (state === 'running') return events;
      const at = finishedAt ?? startedAt;
      return [...events, { kind: 'step', at, ...common, state, tookMs: Math.max(0, at - startedAt), error }];
    });
  }

  #logEvent(line: LogLine, attemptOf: ReadonlyMap<number, number>): RunEvent {
    const { at, level, step, message, metadata } = line;
    const attempt = attemptOf.get(line.epoch) ?? 0;
    return { kind: 'log', at, job: this.id, attempt, level, step, message, metadata };
  }

  #takeRows({ datasets, job, attempts, steps }: JobDetail): RunEvent[] {
    const at = job.completedAt ?? steps.at(-1)?.finishedAt ?? steps.at(-1)?.startedAt;
    return datasets.flatMap((dataset): RunEvent[] => {
      if (this.#toldRows.get(dataset.name) === dataset.rows) return [];
      this.#toldRows.set(dataset.name, dataset.rows);
      const when = at ?? attempts.at(-1)?.startedAt ?? job.createdAt;
      return [{ kind: 'rows', at: when, job: this.id, dataset: dataset.name, total: dataset.rows }];
    });
  }

  #takeArtifacts(artifacts: readonly ArtifactRecord[], attemptOf: ReadonlyMap<number, number>): RunEvent[] {
    return artifacts.flatMap((artifact): RunEvent[] => {
      if (this.#toldArtifacts.has(artifact.id)) return [];
      this.#toldArtifacts.add(artifact.id);
      const { at, epoch, kind: artifactKind, name, bytes } = artifact;
      const where = path.join(this.#artifactsDir, ...artifact.path.split('/'));
      const attempt = attemptOf.get(epoch) ?? 0;
      return [{ kind: 'artifact', at, job: this.id, attempt, artifactKind, name, path: where, bytes }];
    });
  }
}

const LOGIN_MEND =
  'Sign in on the page Profiles of the window (a second “runwright” opens it); the job goes on by itself then. Ctrl-C cancels it.';

/** Epoch → the attempt's number as a person sees it. */
function attemptNumbers(detail: JobDetail): Map<number, number> {
  return new Map(detail.attempts.map((attempt) => [attempt.epoch, attempt.attempt]));
}

const FIRST: readonly RunEvent['kind'][] = ['queued', 'claimed'];
const LAST: readonly RunEvent['kind'][] = ['retry', 'returned', 'needs_login', 'ended'];

function rank(event: RunEvent): number {
  if (FIRST.includes(event.kind)) return FIRST.indexOf(event.kind);
  return LAST.includes(event.kind) ? 3 : 2;
}

/** True when nothing more happens to the job without a person. */
export function hasSettled(detail: JobDetail): boolean {
  return isEnded(detail.job.state) || detail.job.state === 'parked';
}

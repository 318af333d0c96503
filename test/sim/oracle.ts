import { expect } from 'vitest';
import { listDependencies } from '../../electron/database/queries.ts';
import type { JobId } from '../../shared/ids.ts';
import type { JobState } from '../../shared/job/state.ts';
import { type Model, PROFILE, type Real, SITE } from './model.ts';

interface Due {
  readonly id: JobId;
  readonly flow_id: number;
  readonly profile: string | null;
  readonly site: string | null;
  readonly checks_login: number;
}

/**
 * The most urgent jobs that may start, found without the index, the statements and the gates under test: every due job in its order,
 * each let through when nothing that runs by then forbids it.
 */
export function mostUrgent(model: Model, real: Real, slots: number): JobId[] {
  const now = real.clock.now();
  const due = real.db
    .prepare<[number], Due>(
      `SELECT id, flow_id, profile, site, checks_login FROM job NOT INDEXED
        WHERE state = 'pending' AND (waits_for IS NULL OR waits_for LIKE '%:%' OR (waits_for = 'time' AND run_at <= ?))
        ORDER BY run_at - priority * 60000, id`,
    )
    .all(now);
  const running = real.db
    .prepare<[], Due>(
      "SELECT id, flow_id, profile, site, checks_login FROM job NOT INDEXED WHERE state = 'processing'",
    )
    .all();
  const found: JobId[] = [];
  for (const job of due) {
    if (found.length === slots) break;
    if (isForbidden(model, real, job, running, now)) continue;
    found.push(job.id);
    running.push(job);
    if (job.site === SITE && siteRule(real).delayMs > 0) model.siteStartedAt = now;
  }
  return found;
}

/** Takes note of every end, before anything can undo it. */
export function noteEnds(model: Model, real: Real): void {
  const ended = real.db
    .prepare<[], { id: JobId; state: JobState }>(
      "SELECT id, state FROM job NOT INDEXED WHERE state IN ('completed', 'failed', 'cancelled')",
    )
    .all();
  for (const { id, state } of ended) {
    model.everEnded.add(id);
    if (state === 'completed') model.completed.add(id);
  }
}

/** A job that comes after others was not started too early, unless a person let it. */
export function comesAfter(model: Model, real: Real, jobId: JobId): void {
  if (model.waived.has(jobId)) return;
  for (const { jobId: before, needs } of listDependencies(real.db, jobId)) {
    const past = needs === 'completed' ? model.completed : model.everEnded;
    expect(past.has(before), `job ${jobId} started before job ${before} had ${needs}`).toBe(true);
  }
}

function isForbidden(model: Model, real: Real, job: Due, running: readonly Due[], now: number): boolean {
  const flow = real.db
    .prepare<[number], { paused: number; max: number | null }>(
      'SELECT paused, max_running AS max FROM flow WHERE id = ?',
    )
    .get(job.flow_id);
  const ofFlow = running.filter(({ flow_id }) => flow_id === job.flow_id).length;
  if (flow?.paused === 1 || ofFlow >= (flow?.max ?? 1000)) return true;
  if (job.profile === PROFILE && job.checks_login === 1 && model.loginNeeded) return true;
  if (job.profile === PROFILE && running.some(({ profile }) => profile === PROFILE)) return true;
  if (job.site !== SITE) return false;
  const { maxRunning, delayMs } = siteRule(real);
  if (running.filter(({ site }) => site === SITE).length >= maxRunning) return true;
  const sinceMs = now - model.siteStartedAt;
  return sinceMs >= 0 && sinceMs < delayMs;
}

function siteRule(real: Real): { maxRunning: number; delayMs: number } {
  const rule = real.queue.siteRules().find(({ site }) => site === SITE);
  return { maxRunning: rule?.maxRunning ?? 1000, delayMs: rule?.delayMs ?? 0 };
}

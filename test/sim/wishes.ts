import fc from 'fast-check';
import { expect } from 'vitest';
import type { NewJob } from '../../electron/main/queue/queue.ts';
import { AppError } from '../../shared/errors.ts';
import type { JobId } from '../../shared/ids.ts';
import type { KeyMode } from '../../shared/job/demands.ts';
import type { Needs } from '../../shared/job/dependency.ts';
import { isEnded } from '../../shared/job/state.ts';
import { type Command, command, pickFrom, stateOf } from './command.ts';
import { KEY, type Model, PROFILE, type Real, SITE } from './model.ts';

const pick = fc.nat({ max: 50 });
const priority = fc.integer({ min: -100, max: 100 });
const flow = fc.nat({ max: 1 });

/** What a new job asks for beside its turn. */
interface Demands {
  readonly profile: string | undefined;
  readonly checksLogin: boolean;
  readonly site: string | undefined;
  readonly key: KeyMode | undefined;
  readonly after: number | undefined;
  readonly needs: Needs;
}

/** @param nothing how often it asks for nothing of a kind, compared to once that it does */
function demands(nothing: number): fc.Arbitrary<Demands> {
  const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.oneof({ weight: nothing, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
  return fc.record({
    profile: maybe(fc.constant(PROFILE)),
    checksLogin: fc.boolean(),
    site: maybe(fc.constant(SITE)),
    key: maybe(fc.constantFrom<KeyMode[]>('skip', 'replace', 'keep')),
    after: maybe(pick),
    needs: fc.constantFrom<Needs[]>('completed', 'completed', 'ended'),
  });
}

function jobWith(model: Model, asked: Demands): Partial<NewJob> {
  const before = asked.after === undefined ? undefined : pickFrom(model.jobs, asked.after);
  return {
    profile: asked.profile,
    checksLogin: asked.checksLogin && asked.profile !== undefined,
    site: asked.site,
    ...(asked.key === undefined ? {} : { key: { text: KEY, mode: asked.key } }),
    ...(before === undefined ? {} : { after: [{ jobId: before, needs: asked.needs, takes: {} }] }),
  };
}

function enqueue(model: Model, real: Real, job: NewJob): void {
  const after = job.after?.[0];
  const wouldNeverStart =
    after !== undefined && after.needs === 'completed' && endedOtherwise(real, after.jobId);
  const same = job.key === undefined ? [] : liveWithKey(real);
  const isThere = job.key?.mode === 'skip' && same.length > 0;
  if (wouldNeverStart && !isThere) {
    expect(() => real.queue.enqueue([job])).toThrow(AppError);
    return;
  }
  const waiting = same.filter((id) => stateOf(real, id) === 'pending');
  const { ids, skipped } = real.queue.enqueue([job]);
  expect(skipped).toEqual(isThere ? [same[0]] : []);
  if (isThere) return;
  model.jobs.push(...ids);
  if (job.key?.mode !== 'replace') return;
  for (const id of waiting) {
    expect(stateOf(real, id)).toBe('cancelled');
    model.cancelled.add(id);
  }
}

function endedOtherwise(real: Real, jobId: JobId): boolean {
  const state = stateOf(real, jobId);
  return state !== undefined && isEnded(state) && state !== 'completed';
}

function liveWithKey(real: Real): JobId[] {
  return real.db
    .prepare<[string], JobId>(
      "SELECT id FROM job NOT INDEXED WHERE unique_key = ? AND state IN ('pending', 'processing', 'parked') ORDER BY id",
    )
    .pluck()
    .all(KEY);
}

/** Cancels a job; from then on only a person's retry brings it back. */
export function cancel(model: Model, real: Real, jobId: JobId): void {
  if (real.queue.cancel(jobId) !== 'already_ended') model.cancelled.add(jobId);
}

function runNow(model: Model, real: Real, jobId: JobId): void {
  if (real.queue.runNow(jobId)) model.waived.add(jobId);
}

/** A wish about one of the jobs, if there is one. */
function about(name: string, act: (model: Model, real: Real, jobId: JobId) => void): fc.Arbitrary<Command> {
  return pick.map((index) =>
    command(`${name}(${index})`, (model, real) => {
      const jobId = pickFrom(model.jobs, index);
      if (jobId !== undefined) act(model, real, jobId);
    }),
  );
}

function enqueueCommand(nothing: number): fc.Arbitrary<Command> {
  const delay = fc.constantFrom(0, 0, 0, 500, 60_000);
  return fc
    .tuple(priority, delay, fc.nat({ max: 3 }), flow, demands(nothing))
    .map(([priority, delayMs, max, flow, asked]) =>
      command(`enqueue(${JSON.stringify({ priority, delayMs, max, flow, ...asked })})`, (model, real) => {
        const runAt = real.clock.now() + delayMs;
        enqueue(model, real, real.job({ priority, runAt, max, flow, ...jobWith(model, asked) }));
      }),
    );
}

/** A new job that asks for little: what asks for much hardly ever runs, and then little is tried. */
export const plainEnqueue = enqueueCommand(6);
/** A new job that asks for much. */
export const demandingEnqueue = enqueueCommand(2);

/** What persons ask of the jobs that there are, apart from a retry. */
export const wishCommands: fc.Arbitrary<Command>[] = [
  about('cancel', cancel),
  about('runNow', runNow),
  fc.tuple(pick, priority).map(([index, priority]) =>
    command(`edit(${index}, priority ${priority})`, (model, real) => {
      const jobId = pickFrom(model.jobs, index);
      if (jobId === undefined) return;
      const waits = stateOf(real, jobId) === 'pending';
      expect(real.queue.edit(jobId, { priority, inputs: { edited: priority } })).toBe(waits);
    }),
  ),
  about('snooze', (_model, real, jobId) => {
    const waits = stateOf(real, jobId) === 'pending';
    expect(real.queue.snooze(jobId, real.clock.now() + 60_000)).toBe(waits);
  }),
  fc
    .tuple(flow, fc.constantFrom(false, false, false, true), fc.constantFrom(null, 1, 2))
    .map(([flow, paused, maxRunning]) =>
      command(`setFlowLimits(${flow}, ${paused}, ${maxRunning})`, (_model, real) => {
        const flowId = real.flows[flow]?.flowId;
        if (flowId !== undefined) real.queue.setFlowLimits(flowId, { paused, maxRunning });
      }),
    ),
  fc.tuple(fc.constantFrom(null, 1, 2), fc.constantFrom(0, 5000)).map(([maxRunning, delayMs]) =>
    command(`setSiteRule(${maxRunning}, ${delayMs} ms)`, (_model, real) => {
      real.queue.setSiteRule({ site: SITE, maxRunning, delayMs });
    }),
  ),
  fc.constant(
    command('removeSiteRule()', (model, real) => {
      real.queue.removeSiteRule(SITE);
      model.siteStartedAt = 0;
    }),
  ),
];

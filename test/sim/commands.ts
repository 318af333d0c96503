import fc from 'fast-check';
import type { JobId } from '../../shared/ids.ts';
import type { After } from '../../shared/job/dependency.ts';
import {
  beat,
  claim,
  finish,
  foreignBeat,
  jumpClock,
  keepProfile,
  mainCrash,
  OUTCOMES,
  record,
  removeProfile,
  retry,
  sleep,
  sweep,
  workerCrash,
} from './acts.ts';
import { type Command, command, pickFrom } from './command.ts';
import { isCurrent, LEASE_MS, type Model, PROFILE, type Real, SLOTS } from './model.ts';
import { cancel, demandingEnqueue, plainEnqueue, wishCommands } from './wishes.ts';

const slot = fc.nat({ max: SLOTS - 1 });
const pick = fc.nat({ max: 50 });
const outcome = fc.constantFrom(...(Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[]));
/** Small differences are drift, which leases stand by their length; only jumps are corrected. */
const jump = fc.constantFrom(-86_400_000, -3_600_000, -31_000, 31_000, 3_600_000, 86_400_000);

const claims = fc
  .tuple(slot, fc.integer({ min: 1, max: 3 }))
  .map(([worker, slots]) => command(`claim(w${worker}, ${slots})`, (m, r) => claim(m, r, worker, slots)));
const finishes = fc.tuple(slot, pick, outcome).map(([worker, index, how]) =>
  command(`finish(w${worker}, ${index}, ${how})`, (model, real) => {
    const lease = pickFrom(model.held[worker] ?? [], index);
    if (lease !== undefined) finish(model, real, lease, OUTCOMES[how]);
  }),
);
const zombies = fc.tuple(pick, outcome).map(([index, how]) =>
  command(`zombieFinish(${index}, ${how})`, (model, real) => {
    const lease = pickFrom(model.everGiven, index);
    if (lease !== undefined && !isCurrent(model, lease)) finish(model, real, lease, OUTCOMES[how]);
  }),
);
/** A worker stalls past its lease, its job is given to another one, and then it writes. */
const stalls = fc.tuple(slot, pick, outcome).map(([worker, index, how]) =>
  command(`stallAndWrite(w${worker}, ${index}, ${how})`, (model, real) => {
    const lease = pickFrom(model.held[worker] ?? [], index);
    if (lease === undefined) return;
    real.clock.advance(LEASE_MS + 1000);
    sweep(model, real);
    claim(model, real, (worker + 1) % SLOTS, 3);
    foreignBeat(model, real, (worker + 1) % SLOTS);
    beat(model, real, worker);
    if (!isCurrent(model, lease)) finish(model, real, lease, OUTCOMES[how]);
  }),
);
const records = fc
  .tuple(slot, pick, fc.nat({ max: 3 }), fc.nat({ max: 3 }))
  .map(([worker, index, seq, chance]) =>
    command(`record(w${worker}, ${index}, ${seq}${chance === 0 ? ', once' : ''})`, (model, real) => {
      const lease = pickFrom(model.held[worker] ?? [], index);
      if (lease !== undefined) record(model, real, lease, seq, chance === 0);
    }),
  );
/** A worker that heard no answer tells the same again. */
const repeats = fc.tuple(slot, pick).map(([worker, index]) =>
  command(`recordTwice(w${worker}, ${index})`, (model, real) => {
    const lease = pickFrom(model.held[worker] ?? [], index);
    if (lease === undefined) return;
    for (let time = 0; time < 2; time++) record(model, real, lease, 5, false);
  }),
);
/** A cancel and the end of the attempt cross each other. */
const crossings = fc.tuple(slot, pick, outcome).map(([worker, index, how]) =>
  command(`cancelAndFinish(w${worker}, ${index}, ${how})`, (model, real) => {
    const lease = pickFrom(model.held[worker] ?? [], index);
    if (lease === undefined) return;
    cancel(model, real, lease.jobId);
    finish(model, real, lease, OUTCOMES[how]);
  }),
);
/** A once-only step begins and its attempt ends in the middle of it; then others look for work. */
const onces = fc
  .tuple(
    slot,
    pick,
    fc.constantFrom<('failed, to be retried' | 'released' | 'crash')[]>(
      'failed, to be retried',
      'released',
      'crash',
    ),
  )
  .map(([worker, index, how]) =>
    command(`beginOnce(w${worker}, ${index}, ${how})`, (model, real) => {
      const lease = pickFrom(model.held[worker] ?? [], index);
      if (lease === undefined) return;
      record(model, real, lease, 0, true);
      if (how === 'crash') workerCrash(model, real, worker);
      else finish(model, real, lease, OUTCOMES[how]);
      claim(model, real, (worker + 1) % SLOTS, 3);
    }),
  );
/** A state is left in a profile, by whoever thinks that it holds it. */
const keeps = fc.tuple(slot, pick, fc.boolean()).map(([worker, index, isZombie]) =>
  command(`keepProfile(w${worker}, ${index}${isZombie ? ', any lease' : ''})`, (model, real) => {
    const lease = pickFrom(isZombie ? model.everGiven : (model.held[worker] ?? []), index);
    if (lease !== undefined) keepProfile(model, real, worker, lease);
  }),
);
/** Two jobs look at the login of one profile, the first finds nobody; then a third one, which does not look, signs in. */
const logins = slot.map((worker) =>
  command(`needsLogin(w${worker})`, (model, real) => {
    const asks = { profile: PROFILE, priority: 100, flow: 0 };
    for (const checksLogin of [true, true]) addPlain(model, real, { ...asks, checksLogin });
    claim(model, real, worker, 3);
    const [lease] = model.held[worker] ?? [];
    if (lease !== undefined) finish(model, real, lease, OUTCOMES['not signed in']);
    addPlain(model, real, asks);
    claim(model, real, worker, 3);
    for (const held of [...(model.held[worker] ?? [])]) keepProfile(model, real, worker, held);
    claim(model, real, worker, 3);
  }),
);
const passes = fc
  .constantFrom(400, 4000, 20_000, 31_000)
  .map((ms) => command(`passes(${ms} ms)`, (_model, real) => real.clock.advance(ms)));
const silences = fc.constantFrom(4000, 20_000, 31_000).map((ms) =>
  command(`passesAndSweep(${ms} ms)`, (model, real) => {
    real.clock.advance(ms);
    sweep(model, real);
  }),
);

/** A job fails for good, and a person retries it. */
const mends = fc.tuple(slot, pick).map(([worker, index]) =>
  command(`failAndRetry(w${worker}, ${index})`, (model, real) => {
    const lease = pickFrom(model.held[worker] ?? [], index);
    if (lease === undefined) return;
    finish(model, real, lease, OUTCOMES['failed for good']);
    retry(model, real, lease.jobId);
  }),
);
/** A flow with a limit has more jobs than may run, and a place becomes free. */
const crowds = fc
  .tuple(
    slot,
    fc.nat({ max: 1 }),
    fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 3 }),
  )
  .map(([worker, flow, priorities]) =>
    command(`crowd(w${worker}, flow ${flow}, ${priorities.join(' ')})`, (model, real) => {
      const flowId = real.flows[flow]?.flowId;
      if (flowId !== undefined) real.queue.setFlowLimits(flowId, { paused: false, maxRunning: 1 });
      for (const priority of priorities) addPlain(model, real, { flow, priority });
      claim(model, real, worker, 3);
      const [lease] = model.held[worker] ?? [];
      if (lease !== undefined) finish(model, real, lease, OUTCOMES.completed);
      claim(model, real, worker, 3);
    }),
  );
/** A job comes after one or two others, which fail; the first is retried and completes. A person may have cancelled it. */
const families = fc.tuple(slot, fc.constantFrom(1, 2), fc.boolean()).map(([worker, size, isCancelled]) =>
  command(`family(w${worker}, ${size} before${isCancelled ? ', cancelled' : ''})`, (model, real) => {
    const before = Array.from({ length: size }, (_, flow) => addPlain(model, real, { flow, priority: 100 }));
    const after = before.map((jobId) => ({ jobId, needs: 'completed' as const, takes: {} }));
    const last = addPlain(model, real, { flow: 0, priority: 100, after });
    if (isCancelled) cancel(model, real, last);
    endAll(model, real, worker, before, 'failed for good');
    retry(model, real, before[0]);
    endAll(model, real, worker, before, 'completed');
    claim(model, real, worker, 3);
  }),
);

function addPlain(
  model: Model,
  real: Real,
  job: {
    readonly flow: number;
    readonly priority: number;
    readonly after?: readonly After[];
    readonly profile?: string;
    readonly checksLogin?: boolean;
  },
): JobId {
  const [id] = real.queue.enqueue([real.job({ ...job, runAt: real.clock.now(), max: 0 })]).ids;
  if (id === undefined) throw new Error('nothing was queued');
  model.jobs.push(id);
  return id;
}

/** Ends those of the jobs that the worker gets hold of. */
function endAll(
  model: Model,
  real: Real,
  worker: number,
  jobIds: readonly JobId[],
  how: keyof typeof OUTCOMES,
): void {
  claim(model, real, worker, 3);
  const mine = (model.held[worker] ?? []).filter(({ jobId }) => jobIds.includes(jobId));
  for (const lease of mine) finish(model, real, lease, OUTCOMES[how]);
}

const retries = pick.map((index) =>
  command(`retry(${index})`, (m, r) => retry(m, r, pickFrom(m.jobs, index))),
);
const crashes = slot.map((worker) => command(`workerCrash(w${worker})`, (m, r) => workerCrash(m, r, worker)));

/** Plain jobs and every fault there is; what the rest depends on stands in it several times, to come more often. */
export const faultCommands: fc.Arbitrary<Command>[] = [
  ...times(4, plainEnqueue),
  ...times(4, claims),
  ...times(3, finishes),
  ...times(2, records),
  repeats,
  passes,
  ...times(2, silences),
  onces,
  crossings,
  ...times(2, zombies),
  ...times(3, stalls),
  ...times(2, fc.constant(command('sweep()', sweep))),
  ...wishCommands,
  slot.map((worker) => command(`beat(w${worker})`, (m, r) => beat(m, r, worker))),
  slot.map((worker) => command(`foreignBeat(w${worker})`, (m, r) => foreignBeat(m, r, worker))),
  pick.map((index) =>
    command(`zombieRecord(${index})`, (model, real) => {
      const lease = pickFrom(model.everGiven, index);
      if (lease !== undefined && !isCurrent(model, lease)) record(model, real, lease, 9, true);
    }),
  ),
  crashes,
  jump.map((ms) => command(`clockJump(${ms} ms)`, (_model, real) => jumpClock(real, ms))),
  fc
    .constantFrom(60_000, 36_000_000)
    .map((ms) => command(`sleep(${ms} ms)`, (model, real) => sleep(model, real, ms))),
  fc.constant(command('mainCrash()', mainCrash)),
  retries,
  fc.constantFrom(false, false, false, true).map((paused) =>
    command(`setPaused(${paused})`, (model, real) => {
      real.queue.setPaused(paused);
      model.paused = paused;
    }),
  ),
];

/** Jobs that ask for much, and persons who change their minds. */
export const demandCommands: fc.Arbitrary<Command>[] = [
  ...times(6, demandingEnqueue),
  ...times(5, claims),
  ...times(4, finishes),
  ...times(2, mends),
  crowds,
  families,
  ...times(2, logins),
  ...times(2, keeps),
  fc.constant(command('removeProfile()', removeProfile)),
  ...times(2, silences),
  ...wishCommands,
  ...wishCommands,
  retries,
  crashes,
  jump.map((ms) => command(`clockJump(${ms} ms)`, (_model, real) => jumpClock(real, ms))),
  fc.constant(command('mainCrash()', mainCrash)),
];

function times<T>(count: number, command: T): T[] {
  return Array.from({ length: count }, () => command);
}

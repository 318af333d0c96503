import { median } from './report.ts';

/** How often everything is measured; the middle one counts. */
export const ROUNDS = 5;
/** A round is cut into slices that take turns, so that a busy moment of the machine hits all contenders. */
const SLICES = 50;

/** Medians of one measurement, by contender, in microseconds an item. */
export interface Measured<Name extends string> {
  readonly micros: Record<Name, number>;
  /** How many times as fast `ours` was as `theirs`: the median over the rounds, each round compared with itself. */
  speed(ours: Name, theirs: Name): number;
}

/**
 * Runs each act `perRound` times in each of the rounds, taking turns in slices.
 * @param between runs before each round, unmeasured: fills the queues again
 */
export function interleave<Name extends string>(
  acts: Readonly<Record<Name, () => void>>,
  perRound: number,
  between: () => void,
): Measured<Name> {
  const names = namesOf(acts);
  const round = (): Map<Name, number> => {
    between();
    return oneRound(acts, names, perRound);
  };
  // The first round makes the code hot and counts for nothing.
  round();
  const rounds = Array.from({ length: ROUNDS }, round);
  const of = (name: Name): number[] => rounds.map((round) => round.get(name) ?? Number.NaN);
  return {
    micros: record(names, (name) => Math.round(median(of(name)) * 100) / 100),
    speed: (ours, theirs) =>
      median(rounds.map((round) => (round.get(theirs) ?? Number.NaN) / (round.get(ours) ?? Number.NaN))),
  };
}

/** Times each act by itself and gives the middle, in microseconds; the acts take turns. */
export function middleOf<Name extends string>(
  acts: Readonly<Record<Name, () => () => void>>,
  times: number,
): Record<Name, number> {
  const names = namesOf(acts);
  const taken = new Map(names.map((name) => [name, Array.from<number>({ length: 0 })]));
  for (let time = 0; time < times; time++) {
    for (const name of names) {
      const startedAt = process.hrtime.bigint();
      const after = acts[name]();
      taken.get(name)?.push(microsSince(startedAt));
      after();
    }
  }
  return record(names, (name) => Math.round(median(taken.get(name) ?? []) * 100) / 100);
}

/** A point in time, in milliseconds, and how often the system had interrupted this process until then. */
export interface Moment {
  readonly at: number;
  readonly interruptions: number;
}

/**
 * Now. The system interrupts a process when it gives the processor to another one before this one is done with it (never counted on
 * Windows): a single call in which that happened says more of the machine than of the call.
 */
export function moment(): Moment {
  const interruptions = process.resourceUsage().involuntaryContextSwitches;
  return { at: performance.now(), interruptions };
}

function oneRound<Name extends string>(
  acts: Readonly<Record<Name, () => void>>,
  names: readonly Name[],
  perRound: number,
): Map<Name, number> {
  const sums = new Map<Name, number>();
  const slices = Math.min(SLICES, perRound);
  for (let slice = 0; slice < slices; slice++) {
    for (const name of names) {
      const startedAt = process.hrtime.bigint();
      for (let time = 0; time < perRound / slices; time++) acts[name]();
      sums.set(name, (sums.get(name) ?? 0) + microsSince(startedAt) / perRound);
    }
  }
  return sums;
}

function microsSince(startedAt: bigint): number {
  return Number(process.hrtime.bigint() - startedAt) / 1000;
}

function namesOf<Name extends string>(acts: Readonly<Record<Name, unknown>>): Name[] {
  return Object.keys(acts).filter((name): name is Name => name in acts);
}

function record<Name extends string>(
  names: readonly Name[],
  value: (name: Name) => number,
): Record<Name, number> {
  const entries = names.map((name) => [name, value(name)] as const);
  return Object.fromEntries(entries) as Record<Name, number>;
}

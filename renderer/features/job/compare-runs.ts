import type { StepRecord } from '../../../shared/job/schema.ts';
import { comparePaths, type StepRow } from './steps.ts';

/** In what the runs of a step differ. */
export type Difference = 'missing' | 'step' | 'state' | 'target' | 'candidate' | 'runs' | 'duration';

/** One step as one of the runs took it. */
export interface ComparedRun {
  readonly step: StepRecord;
  readonly runs: number;
  /** Milliseconds; null = it has not ended. */
  readonly tookMs: number | null;
}

/** One step in both runs; null = it was not run there. */
export interface ComparedStep {
  readonly path: string;
  readonly here: ComparedRun | null;
  readonly other: ComparedRun | null;
  readonly differences: readonly Difference[];
}

/** A step is slower or faster only from here on: less is the weather of the day. */
const LEAST_FACTOR = 2;
const LEAST_MS = 500;

/**
 * Compares two runs step by step, by their place in the flow. Steps that differ come first, in the order of the flow; then those
 * that took another time; then the others.
 */
export function compareRuns(here: readonly StepRow[], other: readonly StepRow[]): readonly ComparedStep[] {
  const left = byPath(here);
  const right = byPath(other);
  const paths = [...new Set([...left.keys(), ...right.keys()])].sort(comparePaths);
  const steps = paths.map((path): ComparedStep => {
    const [mine, theirs] = [left.get(path) ?? null, right.get(path) ?? null];
    return { path, here: mine, other: theirs, differences: differencesOf(mine, theirs) };
  });
  return [0, 1, 2].flatMap((rank) => steps.filter((step) => rankOf(step) === rank));
}

/** True where more than the time differs. */
export function differs({ differences }: Pick<ComparedStep, 'differences'>): boolean {
  return differences.some((difference) => difference !== 'duration');
}

function rankOf(step: ComparedStep): number {
  if (differs(step)) return 0;
  return step.differences.length > 0 ? 1 : 2;
}

function byPath(rows: readonly StepRow[]): ReadonlyMap<string, ComparedRun> {
  return new Map(
    rows.map(({ step, runs }) => {
      const tookMs = step.finishedAt === null ? null : step.finishedAt - step.startedAt;
      return [step.path, { step, runs, tookMs }];
    }),
  );
}

function differencesOf(here: ComparedRun | null, other: ComparedRun | null): readonly Difference[] {
  if (here === null || other === null) return ['missing'];
  const [a, b] = [here.step, other.step];
  if (a.action !== b.action) return ['step'];
  const checks: readonly (readonly [Difference, boolean])[] = [
    ['state', a.state !== b.state],
    ['target', a.target !== b.target],
    ['candidate', (a.candidate ?? 0) !== (b.candidate ?? 0)],
    ['runs', here.runs !== other.runs],
    ['duration', isOtherTime(here.tookMs, other.tookMs)],
  ];
  return checks.filter(([, isDifferent]) => isDifferent).map(([difference]) => difference);
}

function isOtherTime(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return false;
  const [short, long] = a < b ? [a, b] : [b, a];
  return long - short >= LEAST_MS && long >= short * LEAST_FACTOR;
}

/** A named value in both runs, as JSON; null = it was not given there. */
export interface ComparedValue {
  readonly name: string;
  readonly here: string | null;
  readonly other: string | null;
}

/** What stands for a secret: two of them say nothing about what is behind them. */
const MASK = '•••';

/** The values that differ, by name. What is secret on either side is left out. */
export function compareValues(
  here: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): readonly ComparedValue[] {
  const names = [...new Set([...Object.keys(here), ...Object.keys(other)])].sort();
  return names
    .filter((name) => here[name] !== MASK && other[name] !== MASK)
    .map((name) => ({ name, here: textOf(here[name]), other: textOf(other[name]) }))
    .filter((value) => value.here !== value.other);
}

function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

import type { LeaseEpoch } from '../../../shared/ids.ts';
import type { ArtifactRecord, JobDetail, StepRecord } from '../../../shared/job/schema.ts';

/** One step of one attempt as a row: its latest run, and how often it ran. */
export interface StepRow {
  readonly step: StepRecord;
  /** Times that this step ran in the attempt: more than one within a loop. */
  readonly runs: number;
  /** Nesting: 0 for `3`, 1 for `3.1`. */
  readonly depth: number;
  /** Screenshot that belongs to the step, the newest when there are several. */
  readonly screenshot: ArtifactRecord | null;
}

/** The steps of one attempt in the order of the flow. */
export function stepRows(
  detail: Pick<JobDetail, 'steps' | 'artifacts'>,
  epoch: LeaseEpoch,
): readonly StepRow[] {
  const latest = new Map<string, { step: StepRecord; runs: number }>();
  for (const step of detail.steps) {
    if (step.epoch !== epoch) continue;
    const known = latest.get(step.path);
    const newer = known === undefined || step.seq > known.step.seq ? step : known.step;
    latest.set(step.path, { step: newer, runs: (known?.runs ?? 0) + 1 });
  }
  const pictures = screenshotsByStep(detail.artifacts, epoch);
  return [...latest.values()]
    .sort((a, b) => comparePaths(a.step.path, b.step.path))
    .map(({ step, runs }) => ({
      step,
      runs,
      depth: step.path.split('.').length - 1,
      screenshot: pictures.get(step.path) ?? null,
    }));
}

function screenshotsByStep(
  artifacts: readonly ArtifactRecord[],
  epoch: LeaseEpoch,
): ReadonlyMap<string, ArtifactRecord> {
  const found = new Map<string, ArtifactRecord>();
  for (const artifact of artifacts) {
    if (artifact.kind !== 'screenshot' || artifact.epoch !== epoch || artifact.step === null) continue;
    const known = found.get(artifact.step);
    if (known === undefined || artifact.id > known.id) found.set(artifact.step, artifact);
  }
  return found;
}

/** Order of step paths: `2` before `10`, `4` before `4.1`. */
export function comparePaths(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? -1) - (right[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

import type { Flow } from '../../shared/flow/schema.ts';
import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import { asksForSecret } from '../../shared/live/asks-for-secret.ts';
import { callsSecrets } from './resume.ts';
import type { TraceWish } from './session.ts';

/** What decides whether a job makes a trace, a video or a HAR file. */
export interface TraceGrounds {
  readonly flow: Flow;
  /** The flows that it calls, by name. */
  readonly called: ReadonlyMap<string, Flow>;
  readonly profile: ClaimedJob['profile'];
  /** Something of the job is secret already. */
  readonly hasSecrets: boolean;
}

/** What is recorded of a whole attempt and cannot be masked. */
export type Recorded = 'trace' | 'video' | 'HAR file';

/** What it holds of a profile. */
const OF_PROFILE: Readonly<Record<Recorded, string>> = {
  trace: 'hold its cookies',
  'HAR file': 'hold its cookies',
  video: 'show what its sites show to nobody else',
};

/** A recording holds everything that was typed, and what a site tells this user alone: says why this job makes none, or null. */
export function whyNotRecorded(what: Recorded, grounds: TraceGrounds): string | null {
  const { flow, called, profile, hasSecrets } = grounds;
  if (asksAnywhere(flow, called)) return `a step asks a person for a secret, and a ${what} would hold it`;
  if (hasSecrets || callsSecrets(called)) return `the job uses secrets, and a ${what} would hold them`;
  return profile === null
    ? null
    : `the job uses the profile “${profile.name}”, and a ${what} would ${OF_PROFILE[what]}`;
}

/** True when a step of the flow, or of one that it calls, asks a person for a secret. */
export function asksAnywhere(flow: Flow, called: ReadonlyMap<string, Flow>): boolean {
  return [flow, ...called.values()].some(({ steps }) => asksForSecret(steps));
}

/** A trace that is mostly thrown away again must cost little: the film strip is for those that are always kept. */
export function traceOf({ artifacts }: Flow): TraceWish {
  return { snapshots: true, screenshots: artifacts.trace === 'always' };
}

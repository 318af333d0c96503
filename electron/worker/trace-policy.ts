import type { Flow } from '../../shared/flow/schema.ts';
import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import { asksForSecret } from '../../shared/live/asks-for-secret.ts';
import { callsSecrets } from './resume.ts';
import type { TraceWish } from './session.ts';

/** What decides whether a job makes a trace. */
export interface TraceGrounds {
  readonly flow: Flow;
  /** The flows that it calls, by name. */
  readonly called: ReadonlyMap<string, Flow>;
  readonly profile: ClaimedJob['profile'];
  /** Something of the job is secret already. */
  readonly hasSecrets: boolean;
}

/** A trace holds everything that was typed, and every cookie: says why this job makes none, or null. */
export function whyNoTrace({ flow, called, profile, hasSecrets }: TraceGrounds): string | null {
  if (asksAnywhere(flow, called)) return 'a step asks a person for a secret, and a trace would hold it';
  if (hasSecrets || callsSecrets(called)) return 'the job uses secrets, and a trace would hold them';
  return profile === null
    ? null
    : `the job uses the profile “${profile.name}”, and a trace would hold its cookies`;
}

/** True when a step of the flow, or of one that it calls, asks a person for a secret. */
export function asksAnywhere(flow: Flow, called: ReadonlyMap<string, Flow>): boolean {
  return [flow, ...called.values()].some(({ steps }) => asksForSecret(steps));
}

/** A trace that is mostly thrown away again must cost little: the film strip is for those that are always kept. */
export function traceOf({ artifacts }: Flow): TraceWish {
  return { snapshots: true, screenshots: artifacts.trace === 'always' };
}

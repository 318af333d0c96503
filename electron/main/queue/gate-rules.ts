import type { FlowLimits, SiteRule } from '../../../shared/job/demands.ts';
import type { Wait } from '../../../shared/job/waits.ts';

/** What of a job a gate looks at. */
export interface Passing {
  readonly flow_id: number;
  readonly profile: string | null;
  readonly site: string | null;
  /** 1 = it looks first whether its profile is signed in. */
  readonly checks_login: number;
}

/** A site's rule, and when the last job on it started (epoch milliseconds; 0 = none yet). */
export interface SiteState extends SiteRule {
  readonly startedAt: number;
}

/** The limits in force. Flows and sites without any are not in it. */
export interface GateRules {
  readonly flows: ReadonlyMap<number, FlowLimits>;
  readonly sites: ReadonlyMap<string, SiteState>;
  /** Profiles in which nobody is signed in. */
  readonly logins: { has(name: string): boolean };
}

/** The first closed gate on the job's way, or null when it may start. @param running every job that runs now */
export function closedGate(
  job: Passing,
  running: readonly Passing[],
  rules: GateRules,
  now: number,
): Wait | null {
  return gatesOf(job, rules).find((gate) => freePlaces(gate, running, rules, now) < 1) ?? null;
}

/**
 * How many jobs may pass a gate now; Infinity when nothing limits it any more.
 * The jobs that other jobs wait for are no gate: 0.
 */
export function freePlaces(wait: Wait, running: readonly Passing[], rules: GateRules, now: number): number {
  switch (wait.kind) {
    case 'time':
    case 'jobs':
      return 0;
    case 'paused':
      return rules.flows.get(wait.flowId)?.paused === true ? 0 : Number.POSITIVE_INFINITY;
    case 'limit': {
      const most = rules.flows.get(wait.flowId)?.maxRunning ?? Number.POSITIVE_INFINITY;
      return most - running.filter((job) => job.flow_id === wait.flowId).length;
    }
    case 'profile':
      return 1 - running.filter((job) => job.profile === wait.name).length;
    case 'login':
      return rules.logins.has(wait.name) ? 0 : Number.POSITIVE_INFINITY;
    case 'site':
      return sitePlaces(rules.sites.get(wait.name), running, now);
  }
}

/** When a gate opens by itself: a site's delay is over. Null = not by time alone. */
export function opensAt(wait: Wait, rules: GateRules): number | null {
  if (wait.kind !== 'site') return null;
  const rule = rules.sites.get(wait.name);
  return rule === undefined || rule.delayMs === 0 ? null : rule.startedAt + rule.delayMs;
}

function gatesOf({ flow_id: flowId, profile, site, checks_login }: Passing, rules: GateRules): Wait[] {
  const gates: Wait[] = [];
  const flow = rules.flows.get(flowId);
  if (flow?.paused === true) gates.push({ kind: 'paused', flowId });
  if (flow !== undefined && flow.maxRunning !== null) gates.push({ kind: 'limit', flowId });
  if (profile !== null && checks_login === 1) gates.push({ kind: 'login', name: profile });
  if (profile !== null) gates.push({ kind: 'profile', name: profile });
  if (site !== null && rules.sites.has(site)) gates.push({ kind: 'site', name: site });
  return gates;
}

function sitePlaces(rule: SiteState | undefined, running: readonly Passing[], now: number): number {
  if (rule === undefined) return Number.POSITIVE_INFINITY;
  const places =
    (rule.maxRunning ?? Number.POSITIVE_INFINITY) - running.filter((job) => job.site === rule.site).length;
  if (rule.delayMs === 0) return places;
  // A start that lies in the future was written before the clock was set back: it holds nobody up.
  const isTooSoon = now < rule.startedAt + rule.delayMs && rule.startedAt <= now;
  return isTooSoon ? 0 : Math.min(1, places);
}

import { AppError } from '../../../shared/errors.ts';
import type { FlowId, JobId } from '../../../shared/ids.ts';
import type { FlowLimits, SiteRule } from '../../../shared/job/demands.ts';
import { parseWait, type Wait, waitWord } from '../../../shared/job/waits.ts';
import type { Effects } from './effects.ts';
import {
  closedGate,
  freePlaces,
  type GateRules,
  opensAt,
  type Passing,
  type SiteState,
} from './gate-rules.ts';
import type { Statements } from './statements.ts';

/** How many jobs one transaction lets through a gate or holds before it: keeps it short, the rest follows at once. */
const AT_ONCE = 200;

/** The next job to claim. */
export type Head = Passing & { readonly id: JobId };

/**
 * Gates hold a due job back although a worker is free: its flow is paused or has as many jobs running as may, its profile is held,
 * nobody is signed in there, its site wants less or slower. A job is looked at when its turn comes. If a gate is closed, it is put aside with the gate's
 * word in waits_for, so that no later claim walks over it again; when the gate opens, the most urgent of those that wait
 * there come back, as many as may pass. What runs is read from the jobs themselves, so nothing has to be given back after a crash.
 *
 * Every method but `inForce` runs inside a transaction of the queue.
 */
export class Gates {
  readonly #statements: Statements;
  #rules: GateRules & { readonly sites: Map<string, SiteState> };
  #hasProfiles: boolean;
  /** False = surely no job is put aside. */
  #mayHold: boolean;

  constructor(statements: Statements) {
    this.#statements = statements;
    this.#rules = this.#load();
    this.#hasProfiles = statements.anyProfile.get({}) !== undefined;
    this.#mayHold = true;
  }

  /** True when any gate may be closed for some job. */
  inForce(): boolean {
    return this.#hasProfiles || this.#rules.flows.size > 0 || this.#rules.sites.size > 0;
  }

  /** A job that wants a profile is queued. */
  profileWanted(): void {
    this.#hasProfiles = true;
  }

  /** The limits that were written are in force from now on; also after a transaction that failed, to forget what it set. */
  reload(): void {
    this.#rules = this.#load();
  }

  /** The next job to claim; undefined when there is none. */
  head(): Head | undefined {
    return this.#statements.head.get({});
  }

  /** What every running job takes of the gates. */
  running(): Passing[] {
    return this.#statements.running.all({});
  }

  /** The closed gate on the way of a job, or null. */
  closed(job: Passing, running: readonly Passing[], now: number): Wait | null {
    return closedGate(job, running, this.#rules, now);
  }

  /** Puts a claimable job aside until its gate opens. */
  hold(effects: Effects, jobId: JobId, wait: Wait): void {
    if (this.#statements.hold.get({ jobId, wait: waitWord(wait) }) === undefined) return;
    this.#mayHold = true;
    effects.moved('ready', 'held');
    effects.changed(jobId);
  }

  /** A job that nobody is signed in for waits by itself from now on. */
  loginMissed(profile: string, now: number): void {
    this.#statements.markLogin.run({ name: profile, now });
    this.#mayHold = true;
  }

  /** A job was claimed: its profile is in use, and a site with a delay counts from here. */
  started({ site, profile }: Passing, now: number): void {
    if (profile !== null) this.#statements.profileUsed.run({ name: profile, now });
    const rule = site === null ? undefined : this.#rules.sites.get(site);
    if (rule === undefined || rule.delayMs === 0) return;
    this.#statements.siteStarted.run({ site: rule.site, now });
    this.#rules.sites.set(rule.site, { ...rule, startedAt: now });
  }

  /** Lets those go on whose gate has opened. To be called whenever a job ended, a limit changed or time passed. */
  reopen(effects: Effects, now: number): void {
    if (!this.#mayHold) return;
    const waits = this.#waits();
    this.#mayHold = waits.length > 0;
    if (waits.every(({ kind }) => kind === 'jobs')) return;
    const running = this.running();
    for (const wait of waits) {
      const places = Math.min(AT_ONCE, freePlaces(wait, running, this.#rules, now));
      if (places < 1) continue;
      const freed = this.#statements.open.all({ wait: waitWord(wait), places });
      for (const jobId of freed) {
        effects.moved('held', 'ready');
        effects.changed(jobId);
      }
    }
  }

  /** When the next gate opens by time alone, epoch milliseconds, or null. More may wait than one portion lets through: then now. */
  nextOpening(now: number): number | null {
    if (!this.#mayHold) return null;
    const running = this.running();
    const times = this.#waits().flatMap((wait) => {
      if (freePlaces(wait, running, this.#rules, now) >= 1) return [now];
      const at = opensAt(wait, this.#rules);
      return at === null || at <= now ? [] : [at];
    });
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Pauses a flow or limits its jobs. @throws AppError 'not_found' */
  setFlow(flowId: FlowId, limits: Partial<FlowLimits>): void {
    const { paused, maxRunning } = limits;
    const found = this.#statements.setFlow.get({
      flowId,
      paused: paused === undefined ? null : Number(paused),
      changesMax: maxRunning === undefined ? 0 : 1,
      maxRunning: maxRunning ?? null,
    });
    if (found === undefined) throw new AppError('not_found', `There is no flow with the number ${flowId}.`);
  }

  /** The rules of sites, by name. */
  siteRules(): SiteRule[] {
    return [...this.#rules.sites.values()].map(({ site, maxRunning, delayMs }) => ({
      site,
      maxRunning,
      delayMs,
    }));
  }

  putSite({ site, maxRunning, delayMs }: SiteRule): void {
    this.#statements.putSite.run({ site, maxRunning, delayMs });
  }

  removeSite(site: string): void {
    this.#statements.removeSite.run({ site });
  }

  #load(): GateRules & { readonly sites: Map<string, SiteState> } {
    const flows = this.#statements.flowRules.all({});
    return {
      flows: new Map(
        flows.map(({ flowId, paused, maxRunning }) => [flowId, { paused: paused === 1, maxRunning }]),
      ),
      sites: new Map(this.#statements.siteRules.all({}).map((rule) => [rule.site, rule])),
      // Always read: so it is right also in the middle of a transaction, and after one that failed.
      logins: { has: (name) => this.#statements.loginNeeded.get({ name }) !== undefined },
    };
  }

  /** The different things that jobs wait for: there are few, however many jobs. */
  #waits(): Wait[] {
    const waits: Wait[] = [];
    let word = this.#statements.nextWait.get({ word: '' });
    while (word !== undefined && word !== null) {
      const wait = parseWait(word);
      if (wait !== null) waits.push(wait);
      word = this.#statements.nextWait.get({ word });
    }
    return waits;
  }
}

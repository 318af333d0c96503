import type { FlowId } from '../../../shared/ids.ts';
import type { SiteRule } from '../../../shared/job/demands.ts';
import type { Claimed, Watch } from './watch.ts';

/** Looks at every claim whether it keeps the limits, by its own count of what runs; remembers how far each was used. */
export class Limits {
  readonly most = { flow: 0, site: 0, profile: 0 };
  isPaused = false;
  readonly #watch: Watch;
  readonly #flow: { readonly id: FlowId; readonly maxRunning: number };
  readonly #site: SiteRule;
  readonly #pausable: FlowId;
  #siteStartedAt = 0;

  constructor(
    watch: Watch,
    flow: { readonly id: FlowId; readonly maxRunning: number },
    site: SiteRule,
    pausable: FlowId,
  ) {
    this.#watch = watch;
    this.#flow = flow;
    this.#site = site;
    this.#pausable = pausable;
  }

  /** @param job it has just been claimed, and counts as running */
  look(job: Claimed): void {
    const flow = this.#count(({ flowId }) => flowId === this.#flow.id);
    const site = this.#count((other) => other.site === this.#site.site);
    const profile = this.#count((other) => job.profile !== null && other.profile === job.profile);
    this.#watch.must(flow <= this.#flow.maxRunning, () => `${flow} jobs of the flow run`);
    this.#watch.must(site <= (this.#site.maxRunning ?? site), () => `${site} jobs on the site run`);
    this.#watch.must(profile <= 1, () => `${profile} jobs hold the profile ${job.profile}`);
    this.#watch.must(
      !this.isPaused || job.flowId !== this.#pausable,
      () => `job ${job.id} of a paused flow started`,
    );
    if (job.site === this.#site.site) this.#lookAtDelay(job.startedAt);
    this.most.flow = Math.max(this.most.flow, flow);
    this.most.site = Math.max(this.most.site, site);
    this.most.profile = Math.max(this.most.profile, profile);
  }

  #lookAtDelay(startedAt: number): void {
    const sinceMs = startedAt - this.#siteStartedAt;
    this.#watch.must(
      sinceMs >= this.#site.delayMs,
      () => `a job started on the site ${sinceMs} ms after another`,
    );
    this.#siteStartedAt = startedAt;
  }

  #count(is: (job: Claimed) => boolean): number {
    return [...this.#watch.running.values()].filter(is).length;
  }
}

import type { ClaimedJob, FromWorker } from '../../shared/ipc/worker-protocol.ts';
import type { LiveState } from '../../shared/live/live-state.ts';
import type { LiveFacts, LivePicture, ViewWish } from '../../shared/live/live-view.ts';
import type { LiveWish } from '../../shared/live/live-wish.ts';
import type { FakeMain } from './fake-main.ts';

/** One job of a worker as a person at the window sees it: what it shows, how it stands, and what is wanted of it. */
export class LiveBench {
  readonly #main: FakeMain;
  readonly #job: ClaimedJob;
  /** Pictures that were told to be taken in. */
  #taken = 0;

  constructor(main: FakeMain, job: ClaimedJob) {
    this.#main = main;
    this.#job = job;
  }

  watch(wish: Partial<ViewWish> = {}): void {
    this.#main.post({ kind: 'watch', ...this.#lease, fps: 12, width: 1280, ...wish });
  }

  unwatch(): void {
    this.#main.post({ kind: 'unwatch', ...this.#lease });
  }

  wish(wish: LiveWish): void {
    this.#main.post({ kind: 'wish', ...this.#lease, wish });
  }

  get pictures(): LivePicture[] {
    return this.#views.flatMap(({ view }) => (view.kind === 'picture' ? [view] : []));
  }

  get facts(): LiveFacts[] {
    return this.#views.flatMap(({ view }) => (view.kind === 'facts' ? [view] : []));
  }

  /** Takes in every picture that came, and waits until there are so many. */
  async seen(count: number): Promise<void> {
    for (;;) {
      const came = this.pictures.length;
      for (; this.#taken < came; this.#taken++) this.#main.post({ kind: 'pictureTaken', ...this.#lease });
      if (came >= count) return;
      await this.#main.next('view', ({ jobId }) => jobId === this.#job.jobId && this.pictures.length > came);
    }
  }

  /** The first facts that satisfy the test, now or later. */
  async told(test: (facts: LiveFacts) => boolean): Promise<LiveFacts> {
    const isOurs = (message: Extract<FromWorker, { kind: 'view' }>): boolean =>
      message.jobId === this.#job.jobId && message.view.kind === 'facts' && test(message.view);
    const { view } = await this.#main.next('view', isOurs);
    if (view.kind !== 'facts') throw new Error('these are no facts');
    return view;
  }

  /** Every state so far. */
  get states(): LiveState[] {
    return this.#main.all('live').flatMap(({ jobId, state }) => (jobId === this.#job.jobId ? [state] : []));
  }

  /** Waits until the newest state satisfies the test. */
  async stands(test: (state: LiveState) => boolean): Promise<LiveState> {
    for (;;) {
      const state = this.states.at(-1);
      if (state !== undefined && test(state)) return state;
      const known = this.states.length;
      await this.#main.next('live', ({ jobId }) => jobId === this.#job.jobId && this.states.length > known);
    }
  }

  get #lease(): Pick<ClaimedJob, 'jobId' | 'epoch'> {
    const { jobId, epoch } = this.#job;
    return { jobId, epoch };
  }

  get #views(): Extract<FromWorker, { kind: 'view' }>[] {
    return this.#main.all('view').filter(({ jobId }) => jobId === this.#job.jobId);
  }
}

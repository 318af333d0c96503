import { assertNever } from '../../../shared/assert.ts';
import type { ClaimedJob } from '../../../shared/ipc/worker-protocol.ts';
import type { LiveView } from '../../../shared/live/live-view.ts';
import type { TrialAnswer } from '../../../shared/live/trial.ts';
import type { LiveMessage } from '../job-loop.ts';
import type { BrowserSession } from '../session.ts';
import { readDraft } from '../trial/draft.ts';
import { TrialDesk } from '../trial/trial-desk.ts';
import type { TrialWait } from '../trial/trial-wait.ts';
import { Camera } from './camera.ts';
import type { JobDeadline } from './job-deadline.ts';
import { LiveJob, type LiveJobDeps } from './live-job.ts';
import type { Onlooker } from './onlooker.ts';
import type { Screen } from './screen.ts';

export interface LiveAttemptDeps extends Omit<LiveJobDeps, 'input' | 'onStep'> {
  readonly send: (view: LiveView) => void;
  /** What the attempt was given: a changed draft is run with it. */
  readonly inputs: ClaimedJob['inputs'];
  /** Answers a question of a trial. */
  readonly answer: (ask: number, answer: TrialAnswer) => void;
}

/** Everything between one attempt and the persons who look at it: its pictures, and what they want. */
export class LiveAttempt {
  readonly #job: LiveJob;
  readonly #camera: Camera;
  readonly #desk: TrialDesk;
  #screen: Screen | null = null;

  constructor({ send, inputs, answer, ...deps }: LiveAttemptDeps) {
    this.#camera = new Camera({ clock: deps.clock, masker: deps.masker, send });
    this.#job = new LiveJob({
      ...deps,
      input: async (events) => this.#screen?.input(events),
      onStep: (step) => this.#camera.stepBegins(step),
    });
    const { clock, signal, masker } = deps;
    this.#desk = new TrialDesk({
      clock,
      signal,
      masker,
      standsStill: () => this.#job.standsStill,
      next: (run) => this.#job.next(run),
      readDraft: (text) => readDraft(text, inputs),
      answer,
    });
  }

  /** Where the walk over the steps meets the person. */
  get onlooker(): Onlooker {
    return this.#job;
  }

  /** Where the runs of a trial meet the person. */
  get trial(): TrialWait {
    return this.#job;
  }

  /** True when a person typed into the page. */
  get typed(): boolean {
    return this.#job.typed;
  }

  /** The newest picture that somebody saw; null = nobody looked. */
  get lastPicture(): Uint8Array | null {
    return this.#camera.last;
  }

  handle(message: LiveMessage): void {
    switch (message.kind) {
      case 'watch':
        return this.#camera.watch({ fps: message.fps, width: message.width });
      case 'unwatch':
        return this.#camera.unwatch();
      case 'pictureTaken':
        return this.#camera.taken();
      case 'wish':
        return this.#job.wish(message.wish);
      case 'trial':
        return this.#desk.take(message.ask, message.command);
      default:
        assertNever(message);
    }
  }

  /** The steps begin. */
  start(deadline: JobDeadline, flowHoldMinutes: number): void {
    this.#job.start(deadline, flowHoldMinutes);
  }

  /** The page is there. */
  attach({ screen, picker }: Pick<BrowserSession, 'screen' | 'picker'>): void {
    this.#screen = screen;
    this.#desk.picker = picker ?? null;
    this.#camera.attach(screen);
  }

  /** The attempt is over: no picture and no wish any more. */
  end(): void {
    this.#job.end();
    this.#camera.attach(null);
    this.#screen = null;
    this.#desk.picker = null;
  }
}

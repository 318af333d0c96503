import { assertNever } from '../../../shared/assert.ts';
import type { LiveView } from '../../../shared/live/live-view.ts';
import type { LiveMessage } from '../job-loop.ts';
import { Camera } from './camera.ts';
import type { JobDeadline } from './job-deadline.ts';
import { LiveJob, type LiveJobDeps } from './live-job.ts';
import type { Onlooker } from './onlooker.ts';
import type { Screen } from './screen.ts';

export interface LiveAttemptDeps extends Omit<LiveJobDeps, 'input' | 'onStep'> {
  readonly send: (view: LiveView) => void;
}

/** Everything between one attempt and the persons who look at it: its pictures, and what they want. */
export class LiveAttempt {
  readonly #job: LiveJob;
  readonly #camera: Camera;
  #screen: Screen | null = null;

  constructor({ send, ...deps }: LiveAttemptDeps) {
    this.#camera = new Camera({ clock: deps.clock, masker: deps.masker, send });
    this.#job = new LiveJob({
      ...deps,
      input: async (events) => this.#screen?.input(events),
      onStep: (step) => this.#camera.stepBegins(step),
    });
  }

  /** Where the walk over the steps meets the person. */
  get onlooker(): Onlooker {
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
      default:
        assertNever(message);
    }
  }

  /** The steps begin. */
  start(deadline: JobDeadline, flowHoldMinutes: number): void {
    this.#job.start(deadline, flowHoldMinutes);
  }

  /** The page is there. */
  attach(screen: Screen): void {
    this.#screen = screen;
    this.#camera.attach(screen);
  }

  /** The attempt is over: no picture and no wish any more. */
  end(): void {
    this.#job.end();
    this.#camera.attach(null);
    this.#screen = null;
  }
}

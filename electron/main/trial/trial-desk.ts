import type { Clock, Disposable } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { TrialAnswer, TrialCommand } from '../../../shared/live/trial.ts';
import type { TellWorker } from '../live/live-hub.ts';

/** A worker that says nothing for so long is given up; its own limits are shorter. */
const ANSWER_MS = 10_000;

interface Asked {
  readonly jobId: JobId;
  readonly resolve: (answer: TrialAnswer) => void;
  readonly reject: (error: AppError) => void;
  readonly timer: Disposable;
}

/** Asks running trials something, and brings each answer to who asked. */
export class TrialDesk {
  readonly #tellWorker: TellWorker;
  readonly #clock: Clock;
  readonly #asked = new Map<number, Asked>();
  #last = 0;

  constructor(tellWorker: TellWorker, clock: Clock) {
    this.#tellWorker = tellWorker;
    this.#clock = clock;
  }

  /** @throws AppError 'conflict' when the trial does not run, refuses, or ends meanwhile; 'unavailable' when it does not answer */
  async ask(jobId: JobId, command: TrialCommand): Promise<Exclude<TrialAnswer, { kind: 'refused' }>> {
    const ask = ++this.#last;
    const answer = await new Promise<TrialAnswer>((resolve, reject) => {
      const timer = this.#clock.setTimer(ANSWER_MS, () =>
        this.#settle(ask, ({ reject: fail }) =>
          fail(new AppError('unavailable', 'The trial run does not answer: stop it and begin again.')),
        ),
      );
      this.#asked.set(ask, { jobId, resolve, reject, timer });
      if (!this.#tellWorker(jobId, (lease) => ({ kind: 'trial', ...lease, ask, command }))) {
        this.#settle(ask, ({ reject: fail }) => fail(notRunning(jobId)));
      }
    });
    if (answer.kind === 'refused') throw new AppError('conflict', answer.message);
    return answer;
  }

  /** A worker answers. An answer that nobody waits for is left. */
  answered(jobId: JobId, ask: number, answer: TrialAnswer): void {
    if (this.#asked.get(ask)?.jobId === jobId) this.#settle(ask, ({ resolve }) => resolve(answer));
  }

  /** The job does not run any more. */
  ended(jobId: JobId): void {
    for (const [ask, asked] of this.#asked) {
      if (asked.jobId === jobId) this.#settle(ask, ({ reject }) => reject(notRunning(jobId)));
    }
  }

  #settle(ask: number, how: (asked: Asked) => void): void {
    const asked = this.#asked.get(ask);
    if (asked === undefined) return;
    this.#asked.delete(ask);
    asked.timer.dispose();
    how(asked);
  }
}

function notRunning(jobId: JobId): AppError {
  return new AppError('conflict', `The trial run (job #${jobId}) does not run now.`);
}

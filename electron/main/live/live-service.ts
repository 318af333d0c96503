import { AppError } from '../../../shared/errors.ts';
import { parseStep } from '../../../shared/flow/parse-step.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { LiveState } from '../../../shared/live/live-state.ts';
import type { LiveWish } from '../../../shared/live/live-wish.ts';
import { readAnswer } from '../../../shared/live/question.ts';
import type { LiveHub } from './live-hub.ts';

/** What persons want of running jobs, looked at before it goes to the worker: a wrong wish is answered here, with its mend. */
export class LiveService {
  readonly #hub: Pick<LiveHub, 'stateOf' | 'wish'>;

  constructor(hub: Pick<LiveHub, 'stateOf' | 'wish'>) {
    this.#hub = hub;
  }

  /**
   * Passes a wish on. @throws AppError 'conflict' when the job does not run or does not stand so that the wish makes sense,
   * 'invalid_input' for an answer or a step that does not fit
   */
  wish(jobId: JobId, wish: LiveWish): void {
    const state = this.#hub.stateOf(jobId);
    if (state === null) throw new AppError('conflict', `Job #${jobId} does not run now.`);
    check(jobId, state, wish);
    if (!this.#hub.wish(jobId, wish)) throw new AppError('conflict', `Job #${jobId} has just ended.`);
  }
}

function check(jobId: JobId, { question, held, taken }: LiveState, wish: LiveWish): void {
  if (wish.kind === 'input' && !taken) {
    throw new AppError('conflict', 'Take the job over first: its page is only watched.');
  }
  if (wish.kind === 'answer') {
    if (question === null) throw new AppError('conflict', `Job #${jobId} asks nothing now.`);
    const answer = readAnswer(question, wish.text);
    if (!answer.ok) throw new AppError('invalid_input', answer.message);
  }
  if (wish.kind !== 'held') return;
  if (held === null) throw new AppError('conflict', `Job #${jobId} is not held at a failure now.`);
  if (wish.choice.kind !== 'retry') return;
  if (held.whyNoRetry !== null) throw new AppError('conflict', held.whyNoRetry);
  if (wish.choice.step === undefined) return;
  if (held.step === null)
    throw new AppError('conflict', 'The parameters of this step cannot be changed here.');
  const parsed = parseStep(wish.choice.step);
  if (!parsed.ok) throw new AppError('invalid_input', 'The step cannot be run so.', parsed.faults);
}

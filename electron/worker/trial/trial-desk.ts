import { assertNever } from '../../../shared/assert.ts';
import { type Clock, sleep } from '../../../shared/clock.ts';
import type { TrialAnswer, TrialCommand } from '../../../shared/live/trial.ts';
import { classify } from '../classify.ts';
import type { Masker } from '../masker.ts';
import type { DraftRun } from './draft.ts';
import { maskHighlighted, maskList, maskPointed } from './masked.ts';
import type { Picker } from './picker.ts';

export interface TrialDeskDeps {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly masker: Masker;
  /** True while nothing goes on by itself. */
  readonly standsStill: () => boolean;
  /** Gives a trial that waits its next run; null = it ends. False = it does not wait. */
  readonly next: (run: DraftRun | null) => boolean;
  /** The changed draft as it can be run, or the sentence that says why it cannot. */
  readonly readDraft: (text: Extract<TrialCommand, { kind: 'rerun' }>) => DraftRun | string;
  readonly answer: (ask: number, answer: TrialAnswer) => void;
}

/** A page that takes longer to say what is in it is not waited for. */
const LOOK_MS = 4_000;
/** Elements that are alike are looked at one after another. */
const LIST_MS = 6_000;

/** Takes what is asked of a trial, and answers each question once, also when the page hangs. */
export class TrialDesk {
  readonly #deps: TrialDeskDeps;
  /** Null = there is no page. */
  picker: Picker | null = null;

  constructor(deps: TrialDeskDeps) {
    this.#deps = deps;
  }

  take(ask: number, command: TrialCommand): void {
    this.#answerTo(command)
      .catch((error: unknown) => refused(this.#deps.masker.text(classify(error).message)))
      .then((answer) => this.#deps.answer(ask, answer));
  }

  async #answerTo(command: TrialCommand): Promise<TrialAnswer> {
    const { masker, next, readDraft } = this.#deps;
    switch (command.kind) {
      case 'rerun': {
        const draft = readDraft(command);
        if (typeof draft === 'string') return refused(masker.text(draft));
        return next(draft)
          ? { kind: 'done' }
          : refused('The trial run is not over yet: wait for its end, or stop it.');
      }
      case 'end':
        return next(null) ? { kind: 'done' } : refused('The trial run is not over yet: stop it.');
      case 'point': {
        const pointed = await this.#look((picker) => picker.point(command.at), LOOK_MS);
        return { kind: 'pointed', pointed: pointed === null ? null : maskPointed(masker, pointed) };
      }
      case 'list': {
        const list = await this.#look((picker) => picker.list(command.first, command.second), LIST_MS);
        return { kind: 'listed', list: maskList(masker, list) };
      }
      case 'highlight': {
        const highlighted = await this.#look((picker) => picker.highlight(command.target), LOOK_MS);
        return { kind: 'highlighted', highlighted: maskHighlighted(highlighted) };
      }
      default:
        return assertNever(command);
    }
  }

  async #look<T>(work: (picker: Picker) => Promise<T>, limitMs: number): Promise<T> {
    const { clock, signal, standsStill } = this.#deps;
    const { picker } = this;
    if (picker === null) throw new Error('There is no page yet.');
    if (!standsStill()) throw new Error('The steps run now: pause them, or wait for their end.');
    const over = new AbortController();
    const tooLate = sleep(clock, limitMs, AbortSignal.any([signal, over.signal])).then(() => {
      throw new Error('The page did not answer in time.');
    });
    tooLate.catch(() => undefined);
    try {
      return await Promise.race([work(picker), tooLate]);
    } finally {
      over.abort();
    }
  }
}

function refused(message: string): TrialAnswer {
  return { kind: 'refused', message: message.slice(0, 1_000) };
}

import type { Clock } from '../../shared/clock.ts';
import type { LogLevel } from '../../shared/job/schema.ts';
import { shortText } from '../../shared/short-text.ts';
import type { Masker } from './masker.ts';
import type { Outbox } from './outbox.ts';

/** Writes one line of the job's log; the step's path is null for lines about the job itself. */
export type StepLog = (
  level: LogLevel,
  message: string,
  metadata?: Readonly<Record<string, unknown>>,
) => void;

/** Longer messages and metadata are cut. */
const MAX_MESSAGE = 2000;
const MAX_METADATA = 4000;

/** The log of one attempt: masked, cut to size, numbered and batched by the outbox. */
export class LogSink {
  readonly #clock: Clock;
  readonly #outbox: Outbox;
  readonly #masker: Masker;

  constructor(clock: Clock, outbox: Outbox, masker: Masker) {
    this.#clock = clock;
    this.#outbox = outbox;
    this.#masker = masker;
  }

  /** The log of one step, or of the job when the path is null. */
  forStep(step: string | null): StepLog {
    return (level, message, metadata) => {
      const text = this.#masker.text(message);
      this.#outbox.line({
        at: this.#clock.now(),
        level,
        step,
        message: text.length > MAX_MESSAGE ? `${shortText(text, MAX_MESSAGE)}…` : text,
        metadata: metadata === undefined ? null : this.#metadataText(metadata),
      });
    };
  }

  #metadataText(metadata: Readonly<Record<string, unknown>>): string {
    const text = JSON.stringify(this.#masker.value(metadata));
    return text.length > MAX_METADATA ? JSON.stringify({ cut: text.slice(0, MAX_METADATA) }) : text;
  }
}

import type { LiveInput } from '../../../shared/live/live-input.ts';

/** So many wait at most; what is older than that is of no use any more. */
const MOST_WAITING = 200;

export interface InputSender {
  push(event: LiveInput): void;
}

/**
 * Sends what a person does in a picture, one batch at a time: what happens while a batch is on its way goes with the next one, and
 * of moves that follow each other only the last.
 */
export function createInputSender(send: (events: LiveInput[]) => Promise<unknown>): InputSender {
  let waiting: LiveInput[] = [];
  let isSending = false;
  const go = (): void => {
    if (isSending || waiting.length === 0) return;
    isSending = true;
    void send(waiting.splice(0)).finally(() => {
      isSending = false;
      go();
    });
  };
  return {
    push(event) {
      if (event.kind === 'move' && waiting.at(-1)?.kind === 'move') waiting.pop();
      waiting.push(event);
      waiting = waiting.slice(-MOST_WAITING);
      go();
    },
  };
}

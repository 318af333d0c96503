import { nestedLists } from '../../../shared/flow/nested.ts';
import type { Step } from '../../../shared/flow/step.ts';
import { MAX_CHECKPOINT } from '../../../shared/job/own-rows.ts';
import type { StepsRun } from '../run-steps.ts';
import type { KeptRows } from './kept-rows.ts';

/** Writes down, after the steps of the flow itself, where the job can go on. */
export class Checkpoints {
  readonly #run: StepsRun;
  readonly #hasSecrets: () => boolean;
  #toldTooLarge = false;

  /** @param hasSecrets whether anything of the attempt must not be written in clear */
  constructor(run: StepsRun, hasSecrets: () => boolean) {
    this.#run = run;
    this.#hasSecrets = hasSecrets;
  }

  /**
   * So many steps of the flow are done. Behind the last one there is nothing to go on with; and where a later step goes through
   * rows that were kept in memory alone, an earlier place is the right one.
   */
  after(step: number, rows: KeptRows): void {
    const { flow, scope, session, outbox } = this.#run;
    const later = flow.steps.slice(step);
    if (later.length === 0 || later.some((each) => needsKept(each, rows))) return;
    const state = { url: session.url(), ...scope.snapshot() };
    if (JSON.stringify(state).length > MAX_CHECKPOINT) return this.#tooLarge();
    outbox.checkpoint({ step, state, secret: this.#hasSecrets() });
  }

  #tooLarge(): void {
    if (this.#toldTooLarge) return;
    this.#toldTooLarge = true;
    const message = `The job can go on from no later step: its variables have more than ${MAX_CHECKPOINT} characters.`;
    this.#run.log.forStep(null)('WARN', message);
  }
}

function needsKept(step: Step, rows: KeptRows): boolean {
  if (step.action === 'forEach' && typeof step.in === 'object' && 'rows' in step.in) {
    const { rows: dataset } = step.in;
    if (dataset !== undefined && rows.holds(dataset)) return true;
  }
  return nestedLists<Step>(step).some(({ steps }) => steps.some((each) => needsKept(each, rows)));
}

import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import type { TrialAnswer, TrialCommand, TrialPoint, TrialState } from '../../shared/live/trial.ts';
import type { FakeMain } from './fake-main.ts';
import { LiveBench } from './live-bench.ts';

let lastAsk = 0;

/** One trial of a worker as a person at the editor sees it. */
export class TrialBench extends LiveBench {
  readonly #own: FakeMain;
  readonly #trial: ClaimedJob;

  constructor(main: FakeMain, job: ClaimedJob) {
    super(main, job);
    this.#own = main;
    this.#trial = job;
  }

  /** Asks something, and gives the answer. */
  async ask(command: TrialCommand): Promise<TrialAnswer> {
    const { jobId, epoch } = this.#trial;
    const ask = ++lastAsk;
    this.#own.post({ kind: 'trial', jobId, epoch, ask, command });
    return (await this.#own.next('trialAnswer', (message) => message.ask === ask)).answer;
  }

  /** Waits until the run with this number is over, and gives how it ended. */
  async waits(run: number): Promise<TrialState> {
    const state = await this.stands(({ phase, trial }) => phase === 'waiting' && trial?.run === run);
    if (state.trial === undefined) throw new Error('this is no trial');
    return state.trial;
  }

  async point(at: TrialPoint) {
    const answer = await this.ask({ kind: 'point', at });
    if (answer.kind !== 'pointed') throw new Error(JSON.stringify(answer));
    return answer.pointed;
  }
}

import type * as z from 'zod';
import { AppError, type Fault } from '../../../shared/errors.ts';
import { findStep } from '../../../shared/flow/numbered-steps.ts';
import { parseFlowText } from '../../../shared/flow/parse.ts';
import type { Flow } from '../../../shared/flow/schema.ts';
import type { Step } from '../../../shared/flow/step.ts';
import type { Target } from '../../../shared/flow/target.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { TrialStart } from '../../../shared/ipc/trial-calls.ts';
import type {
  Highlighted,
  PickedList,
  Pointed,
  TrialAnswer,
  TrialPoint,
  TrialRun,
} from '../../../shared/live/trial.ts';
import { resolveCalls } from '../flows/called-flows.ts';
import type { FlowStore } from '../flows/flow-store.ts';
import type { JobQueue } from '../queue/queue.ts';
import type { JobService } from '../services/job-service.ts';
import type { TrialDesk } from './trial-desk.ts';
import type { TrialStore } from './trial-store.ts';

export interface TrialServiceDeps {
  readonly queue: Pick<JobQueue, 'enqueue'>;
  readonly jobs: Pick<JobService, 'draftJob'>;
  readonly flows: FlowStore;
  readonly store: TrialStore;
  readonly desk: Pick<TrialDesk, 'ask'>;
}

/** Trials of drafts, as the editor wants them. */
export class TrialService {
  readonly #deps: TrialServiceDeps;

  constructor(deps: TrialServiceDeps) {
    this.#deps = deps;
  }

  /**
   * Queues a trial of a draft, before everything else that waits.
   * @throws AppError 'invalid_input' with every fault of the draft, its inputs and the run
   */
  start({ flowId, text, run, inputs, headed }: z.output<typeof TrialStart>): JobId {
    const { queue, jobs, store } = this.#deps;
    const flow = readDraft(text, run);
    const facts = jobs.draftJob(flow, { inputs, headed });
    const draft = store.keep(flow);
    const { ids } = queue.enqueue([
      { ...facts, flowId: draft.flowId, flowVersionId: draft.versionId, trial: { flowId, run } },
    ]);
    const [id] = ids;
    if (id === undefined) throw new AppError('internal', 'The trial run was not queued.');
    return id;
  }

  /** Runs the draft as it is now in the open page. @throws AppError 'invalid_input' with every fault, 'conflict' when the trial does not wait */
  async rerun(jobId: JobId, text: string, run: TrialRun): Promise<void> {
    const flow = readDraft(text, run);
    const calls = resolveCalls(flow, this.#deps.flows);
    if (!calls.ok) throw new AppError('invalid_input', 'The draft calls what it cannot call.', calls.faults);
    const called = Object.fromEntries(
      Object.entries(calls.versions).map(([name, version]) => [name, this.#deps.store.contentOf(version)]),
    );
    await this.#deps.desk.ask(jobId, { kind: 'rerun', flow, called, run });
  }

  /** Ends a trial that waits, as its last run ended. @throws AppError 'conflict' when it does not wait */
  async end(jobId: JobId): Promise<void> {
    await this.#deps.desk.ask(jobId, { kind: 'end' });
  }

  /** What is under the pointer; null = nothing. @throws AppError 'conflict' while steps run */
  async point(jobId: JobId, at: TrialPoint): Promise<Pointed | null> {
    const answer = await this.#deps.desk.ask(jobId, { kind: 'point', at });
    return answer.kind === 'pointed' ? answer.pointed : otherAnswer(answer);
  }

  /** All elements like these two. @throws AppError 'conflict' while steps run, or when the two have nothing in common */
  async list(jobId: JobId, first: TrialPoint, second: TrialPoint): Promise<PickedList> {
    const answer = await this.#deps.desk.ask(jobId, { kind: 'list', first, second });
    return answer.kind === 'listed' ? answer.list : otherAnswer(answer);
  }

  /** How many elements a target finds and where. @throws AppError 'conflict' while steps run */
  async highlight(jobId: JobId, target: Target): Promise<Highlighted> {
    const answer = await this.#deps.desk.ask(jobId, { kind: 'highlight', target });
    return answer.kind === 'highlighted' ? answer.highlighted : otherAnswer(answer);
  }
}

function readDraft(text: string, run: TrialRun): Flow {
  const parsed = parseFlowText(text);
  if (!parsed.ok) throw new AppError('invalid_input', 'The draft cannot be run yet.', parsed.faults);
  const faults = partFaults(parsed.flow.steps, run);
  if (faults.length > 0) throw new AppError('invalid_input', 'The draft cannot be run like this.', faults);
  return parsed.flow;
}

/** Breakpoints of steps that are not there any more stop nothing, and are no fault. */
function partFaults(steps: readonly Step[], { from, only }: TrialRun): Fault[] {
  const fault = (path: string, name: string | undefined): Fault[] => {
    if (name === undefined) return [];
    const found = findStep(steps, name, false);
    return 'path' in found ? [] : [{ path, ...found, message: `“${name}” ${found.message}` }];
  };
  const both = from !== undefined && only !== undefined;
  const message = 'A trial runs from a step on, or one step alone: not both.';
  return [
    ...fault('run.from', from),
    ...fault('run.only', only),
    ...(both ? [{ path: 'run.only', message }] : []),
  ];
}

function otherAnswer({ kind }: TrialAnswer): never {
  throw new AppError('internal', `The trial run answered something else: ${kind}.`);
}

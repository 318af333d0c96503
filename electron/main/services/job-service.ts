import type * as z from 'zod';
import type { Clock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { resolveInputs } from '../../../shared/flow/inputs.ts';
import { parseFlowText } from '../../../shared/flow/parse.ts';
import type { Flow } from '../../../shared/flow/schema.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { EnqueueInput } from '../../../shared/ipc/contract.ts';
import { RetryPolicy } from '../../../shared/job/retry.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import type { FlowStore } from '../flows/flow-store.ts';
import type { JobQueue, NewJob } from '../queue/queue.ts';
import type { Vault } from '../secrets/vault.ts';
import { subtitle } from './subtitle.ts';

export interface JobServiceDeps {
  readonly queue: JobQueue;
  readonly flows: FlowStore;
  readonly vault: Vault;
  readonly clock: Clock;
  /** How a failed job is tried again where its flow does not say. */
  readonly retry: Pick<RetryPolicy, 'max' | 'backoffMs' | 'jitter'>;
}

/** Makes jobs of flows: checks what was given, seals what is secret, queues. */
export class JobService {
  readonly #deps: JobServiceDeps;

  constructor(deps: JobServiceDeps) {
    this.#deps = deps;
  }

  /**
   * Queues one job, or one a row. Gives their numbers in order.
   * Throws AppError `not_found` for an unknown flow, `invalid_input` with every fault for wrong inputs.
   */
  enqueue(request: z.output<typeof EnqueueInput>): JobId[] {
    const saved = this.#deps.flows.get(request.flowId);
    const flow = parsed(saved.text);
    const inputs = this.#inputs(flow, request.inputs);
    const rows = request.rows ?? [null];
    return this.#deps.queue.enqueue(rows.map((row) => this.#newJob(request, saved, flow, inputs, row)));
  }

  #newJob(
    request: z.output<typeof EnqueueInput>,
    saved: ReturnType<FlowStore['get']>,
    flow: Flow,
    inputs: Record<string, unknown>,
    row: RowData | null,
  ): NewJob {
    return {
      flowId: saved.summary.id,
      flowVersionId: saved.versionId,
      inputs: this.#seal(flow, inputs),
      row,
      subtitle: subtitle(inputs, row, secretNames(flow)),
      priority: request.priority,
      runAt: request.runAt ?? this.#deps.clock.now(),
      headed: request.headed ?? flow.browser?.headless === false,
      retry: RetryPolicy.parse({ ...this.#deps.retry, ...flow.retry }),
      stepsTotal: flow.steps.length,
    };
  }

  #inputs(flow: Flow, given: Record<string, unknown>): Record<string, unknown> {
    const resolved = resolveInputs(flow, given);
    if (resolved.ok) return resolved.values;
    throw new AppError('invalid_input', 'The inputs do not fit the flow.', resolved.faults);
  }

  #seal(flow: Flow, inputs: Record<string, unknown>): Record<string, unknown> {
    const secret = secretNames(flow);
    return Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [
        name,
        secret.has(name) ? this.#deps.vault.seal(String(value)) : value,
      ]),
    );
  }
}

function secretNames(flow: Flow): ReadonlySet<string> {
  const inputs = Object.entries(flow.inputs ?? {});
  return new Set(inputs.filter(([, spec]) => spec.secret === true).map(([name]) => name));
}

function parsed(text: string): Flow {
  const result = parseFlowText(text);
  if (result.ok) return result.flow;
  throw new AppError('invalid_input', 'The saved flow is not right any more.', result.faults);
}

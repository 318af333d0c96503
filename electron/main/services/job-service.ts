import type * as z from 'zod';
import type { Clock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { parseExpression, TemplateError } from '../../../shared/flow/expression.ts';
import type { InputValue } from '../../../shared/flow/input.ts';
import { resolveInputs } from '../../../shared/flow/inputs.ts';
import { parseFlow, parseFlowText } from '../../../shared/flow/parse.ts';
import type { Flow } from '../../../shared/flow/schema.ts';
import { renderTemplate } from '../../../shared/flow/template.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { EnqueueInput } from '../../../shared/ipc/contract.ts';
import type { UniqueKey } from '../../../shared/job/demands.ts';
import { RetryPolicy } from '../../../shared/job/retry.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import { sortedTags, withFlowTags } from '../../../shared/job/tags.ts';
import { runFaults } from '../../../shared/live/check-run.ts';
import type { ReadableDb } from '../../database/open.ts';
import { getJobSource, getSummary, listDependencies } from '../../database/queries.ts';
import { type CalledVersions, resolveCalls } from '../flows/called-flows.ts';
import { type FlowStore, inTrash } from '../flows/flow-store.ts';
import type { Enqueued, JobEdit, JobQueue, NewJob } from '../queue/queue.ts';
import { Sealed, type Vault } from '../secrets/vault.ts';
import { type FindFlow, jobSite } from './job-site.ts';
import { rowsSubtitle, subtitle } from './subtitle.ts';

export interface JobServiceDeps {
  readonly db: ReadableDb;
  readonly queue: JobQueue;
  readonly flows: FlowStore;
  readonly vault: Vault;
  readonly clock: Clock;
  /** How a failed job is tried again where its flow does not say. */
  readonly retry: Pick<RetryPolicy, 'max' | 'backoffMs' | 'jitter'>;
}

type Request = z.output<typeof EnqueueInput>;

/** Makes and changes jobs of flows: checks what was given, seals what is secret, tells the queue. */
export class JobService {
  readonly #deps: JobServiceDeps;

  constructor(deps: JobServiceDeps) {
    this.#deps = deps;
  }

  /**
   * Queues one job, or one a row. Gives their numbers in order, and which of them stood already.
   * Throws AppError `not_found` for an unknown flow or job, `conflict` for a flow in the trash, `invalid_input` with every fault
   * for wrong inputs.
   */
  enqueue(request: Request): Enqueued {
    const saved = this.#deps.flows.get(request.flowId);
    if (saved.isTrashed) throw new AppError('conflict', inTrash(saved.summary.name));
    const flow = parsed(parseFlowText(saved.text));
    const inputs = this.#inputs(flow, request);
    checkRun(flow, request);
    const called = this.#called(flow);
    if (request.rowsMode === 'job')
      return this.#deps.queue.enqueue([this.#jobOfRows(request, saved, flow, inputs, called)]);
    const rows = request.rows ?? [null];
    const find = flowFinder(this.#deps.flows);
    return this.#deps.queue.enqueue(
      rows.map((row) => ({ ...this.#newJob(request, saved, flow, inputs, row, find), called })),
    );
  }

  /**
   * Queues an ended or parked job again, where wanted with other values of some inputs, or with its flow as it is now.
   * Throws AppError `not_found`, `invalid_input` with every fault, `conflict` when the flow as it is now wants another profile.
   */
  retry(
    id: JobId,
    inputs?: Readonly<Record<string, InputValue>>,
    version: 'same' | 'newest' = 'same',
  ): 'queued' | 'not_ended' {
    if (getSummary(this.#deps.db, id).trial !== undefined) {
      throw new AppError(
        'conflict',
        'A trial run is not run again: begin another one where the flow is edited.',
      );
    }
    if (version === 'newest') return this.#deps.queue.retry(id, this.#withNewestFlow(id, inputs ?? {}));
    return this.#deps.queue.retry(id, inputs === undefined ? {} : this.#changedInputs(id, inputs));
  }

  /**
   * Changes a waiting job; false when it does not wait (any more), and nothing was changed.
   * Throws AppError `not_found`, `invalid_input` with every fault.
   */
  edit(
    id: JobId,
    changes: {
      readonly inputs?: Readonly<Record<string, InputValue>> | undefined;
      readonly priority?: number | undefined;
    },
  ): boolean {
    const { inputs, priority } = changes;
    const edit = inputs === undefined ? {} : this.#changedInputs(id, inputs);
    return this.#deps.queue.edit(id, { ...edit, priority });
  }

  /**
   * What a trial of a draft needs to be queued, apart from where the draft stands. It is never tried again by itself.
   * @throws AppError 'invalid_input' with every fault of its inputs and calls
   */
  draftJob(
    flow: Flow,
    given: { readonly inputs: Readonly<Record<string, InputValue>>; readonly headed?: boolean | undefined },
  ): Omit<NewJob, 'flowId' | 'flowVersionId'> {
    const inputs = checked(flow, given.inputs);
    const request = { priority: 100, headed: given.headed, after: [] };
    const called = this.#called(flow);
    const facts = this.#jobFacts(request, flow, inputs, null, flowFinder(this.#deps.flows));
    return { ...facts, called, retry: RetryPolicy.parse({ max: 0 }) };
  }

  /** One job that walks over all rows. */
  #jobOfRows(
    request: Request,
    saved: ReturnType<FlowStore['get']>,
    flow: Flow,
    inputs: Record<string, unknown>,
    called: CalledVersions | null,
  ): NewJob {
    const { rows = [] } = request;
    if (rows.length === 0) {
      const message = 'One job for all rows needs rows: there is none.';
      throw new AppError('invalid_input', message, [{ path: 'rows', message }]);
    }
    const job = this.#newJob(request, saved, flow, inputs, null, flowFinder(this.#deps.flows));
    return { ...job, called, rows, subtitle: rowsSubtitle(rows.length, job.subtitle) };
  }

  #newJob(
    request: Request,
    saved: ReturnType<FlowStore['get']>,
    flow: Flow,
    inputs: Record<string, unknown>,
    row: RowData | null,
    find: FindFlow,
  ): NewJob {
    const facts = this.#jobFacts(request, flow, inputs, row, find);
    const tags = withFlowTags(facts.tags, saved.summary.tags);
    return { ...facts, tags, flowId: saved.summary.id, flowVersionId: saved.versionId };
  }

  #jobFacts(
    request: Pick<Request, 'priority' | 'runAt' | 'headed' | 'key' | 'after' | 'run' | 'tags'>,
    flow: Flow,
    inputs: Record<string, unknown>,
    row: RowData | null,
    find: FindFlow,
  ): Omit<NewJob, 'flowId' | 'flowVersionId'> {
    return {
      inputs: this.#seal(flow, inputs),
      row,
      subtitle: subtitle(inputs, row, secretNames(flow)),
      priority: request.priority,
      runAt: request.runAt ?? this.#deps.clock.now(),
      headed: request.headed ?? flow.browser.headless === false,
      retry: RetryPolicy.parse({ ...this.#deps.retry, ...flow.retry }),
      stepsTotal: flow.steps.length,
      key: request.key === undefined ? undefined : keyOf(request.key, openInputs(flow, inputs), row),
      profile: flow.browser.profile,
      checksLogin: flow.browser.signedIn !== undefined,
      site: siteOf(flow, inputs, row, find),
      after: request.after,
      run: request.run,
      tags: request.tags === undefined ? undefined : sortedTags(request.tags),
    };
  }

  /** The versions of the flows that it calls, as they are now: a retry runs the same ones. */
  #called(flow: Flow): CalledVersions | null {
    const calls = resolveCalls(flow, this.#deps.flows);
    if (!calls.ok) throw new AppError('invalid_input', 'The flow calls what it cannot call.', calls.faults);
    return Object.keys(calls.versions).length === 0 ? null : calls.versions;
  }

  /** The newest version of the job's flow, with the job's inputs as far as it still has them. */
  #withNewestFlow(id: JobId, changed: Readonly<Record<string, InputValue>>): JobEdit {
    const { db, flows } = this.#deps;
    const saved = flows.get(getSummary(db, id).flowId);
    const flow = parsed(parseFlowText(saved.text));
    const { content } = getJobSource(db, id);
    // The queue holds the profile for the job that asked for it.
    if (parsed(parseFlow(content)).browser.profile !== flow.browser.profile) {
      throw new AppError(
        'conflict',
        'The newest version of the flow uses another profile than this job: run it as a new job.',
      );
    }
    const checksLogin = flow.browser.signedIn !== undefined;
    const flowVersion = { id: saved.versionId, stepsTotal: flow.steps.length, checksLogin };
    return { ...this.#changedInputs(id, changed, flow), flowVersion };
  }

  /**
   * The inputs as they are, with some changed, checked as a whole but for those that are still to be taken from another job.
   * @param newer the version of the flow that the job is to run, when that is another one; inputs that it does not have are left out
   */
  #changedInputs(id: JobId, changed: Readonly<Record<string, InputValue>>, newer?: Flow): JobEdit {
    const { content, inputs: stored, row } = getJobSource(this.#deps.db, id);
    const flow = newer ?? parsed(parseFlow(content));
    const before = Object.fromEntries(
      Object.entries(stored).filter(([name]) => newer === undefined || Object.hasOwn(flow.inputs, name)),
    );
    const given = { ...this.#opened(before), ...changed };
    const takes = listDependencies(this.#deps.db, id).flatMap((each) => Object.keys(each.takes));
    const comeLater = takes.filter((name) => !Object.hasOwn(given, name));
    const specs = Object.entries(flow.inputs).filter(([name]) => !comeLater.includes(name));
    const inputs = checked({ inputs: Object.fromEntries(specs) }, given);
    return {
      inputs: this.#seal(flow, inputs),
      subtitle: rowsSubtitle(
        getSummary(this.#deps.db, id).ownRows?.total ?? 0,
        subtitle(inputs, row, secretNames(flow)),
      ),
      site: siteOf(flow, inputs, row, flowFinder(this.#deps.flows)),
    };
  }

  /** Inputs that are taken from another job come later: the others are checked now. */
  #inputs(flow: Flow, { inputs, after }: Request): Record<string, InputValue> {
    const taken = new Map(after.flatMap(({ takes }) => Object.entries(takes)));
    const faults = [...taken].flatMap(([name, source]) => takeFault(flow, name, source));
    if (faults.length > 0) throw new AppError('invalid_input', 'The inputs do not fit the flow.', faults);
    const given = Object.entries(flow.inputs).filter(([name]) => !taken.has(name));
    return checked({ inputs: Object.fromEntries(given) }, inputs);
  }

  #seal(flow: Flow, inputs: Record<string, unknown>): Record<string, unknown> {
    const secret = secretNames(flow);
    return mapValues(inputs, (value, name) =>
      secret.has(name) ? this.#deps.vault.seal(String(value)) : value,
    );
  }

  #opened(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return mapValues(inputs, (value) => {
      const sealed = Sealed.safeParse(value);
      return sealed.success ? this.#deps.vault.open(sealed.data) : value;
    });
  }
}

/** The steps that the request names are steps of the flow. */
function checkRun({ steps }: Flow, { run }: Request): void {
  const faults = run === undefined ? [] : runFaults(steps, run);
  if (faults.length > 0) throw new AppError('invalid_input', 'The flow cannot be run like this.', faults);
}

function checked(
  flow: Pick<Flow, 'inputs'>,
  given: Readonly<Record<string, unknown>>,
): Record<string, InputValue> {
  const resolved = resolveInputs(flow, given);
  if (resolved.ok) return resolved.values;
  throw new AppError('invalid_input', 'The inputs do not fit the flow.', resolved.faults);
}

function takeFault(flow: Flow, name: string, source: string): { path: string; message: string }[] {
  if (!Object.hasOwn(flow.inputs, name)) {
    return [{ path: `after.takes.${name}`, message: `“${name}” is not an input of this flow.` }];
  }
  try {
    parseExpression(source);
    return [];
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return [{ path: `after.takes.${name}`, message: `“${source}” cannot be read: ${error.message}` }];
  }
}

function keyOf(key: UniqueKey, inputs: Readonly<Record<string, unknown>>, row: RowData | null): UniqueKey {
  try {
    const text = renderTemplate(key.text, { input: inputs, row: row ?? {} })
      .trim()
      .slice(0, 200);
    if (text !== '') return { ...key, text };
    throw new TemplateError('it is empty.');
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const message = `The key “${key.text}” has no value: ${error.message}`;
    throw new AppError('invalid_input', message, [{ path: 'key.text', message }]);
  }
}

function siteOf(
  flow: Flow,
  inputs: Readonly<Record<string, unknown>>,
  row: RowData | null,
  find: FindFlow,
): string | undefined {
  return jobSite(flow, { input: openInputs(flow, inputs), row: row ?? {} }, find);
}

/** Looks each flow up once: a request may be for many thousand rows. */
function flowFinder(flows: FlowStore): FindFlow {
  const found = new Map<string, Flow | null>();
  return (name) => {
    const known = found.get(name);
    if (known !== undefined) return known;
    const flow = flows.find(name)?.flow ?? null;
    found.set(name, flow);
    return flow;
  };
}

/** Those that are not secret: what is made of them may be stored and shown. */
function openInputs(
  flow: Pick<Flow, 'inputs'>,
  inputs: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const secret = secretNames(flow);
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !secret.has(name)));
}

function secretNames(flow: Pick<Flow, 'inputs'>): ReadonlySet<string> {
  const inputs = Object.entries(flow.inputs);
  return new Set(inputs.filter(([, spec]) => spec.secret === true).map(([name]) => name));
}

function mapValues(
  values: Readonly<Record<string, unknown>>,
  change: (value: unknown, name: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]));
}

function parsed(result: ReturnType<typeof parseFlowText>): Flow {
  if (result.ok) return result.flow;
  throw new AppError('invalid_input', 'The saved flow is not right any more.', result.faults);
}

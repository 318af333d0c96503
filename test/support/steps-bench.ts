import { ArtifactFolder } from '../../electron/worker/artifacts.ts';
import type { Onlooker } from '../../electron/worker/live/onlooker.ts';
import { LogSink } from '../../electron/worker/log-sink.ts';
import { Masker } from '../../electron/worker/masker.ts';
import { Outbox, type OutboxBatch } from '../../electron/worker/outbox.ts';
import { OwnRowSource } from '../../electron/worker/own-row-source.ts';
import { runSteps } from '../../electron/worker/run-steps.ts';
import { JobScope } from '../../electron/worker/scope.ts';
import { ActionFailure } from '../../shared/actions/run.ts';
import { parseFlow } from '../../shared/flow/parse.ts';
import type { Flow } from '../../shared/flow/schema.ts';
import type { RowData } from '../../shared/job/schema.ts';
import type { RunOptions } from '../../shared/live/run-options.ts';
import { FakeClock } from './fake-clock.ts';
import { FakePage } from './fake-page.ts';
import { FakeSession } from './fake-session.ts';

export interface GivenSteps {
  /** Where files of the attempt go. */
  readonly folder: string;
  readonly steps: unknown[];
  /** More keys of the flow. */
  readonly more?: object;
  readonly page?: FakePage;
  readonly inputs?: Record<string, unknown>;
  readonly row?: Record<string, string>;
  /** The flows that it calls, each as in a file. */
  readonly called?: readonly object[];
  /** The rows that it walks over. */
  readonly rows?: readonly RowData[];
  readonly stepsBefore?: number;
  /** The person who looks on. */
  readonly onlooker?: Onlooker;
  readonly options?: RunOptions;
  /** Main does not answer batches. */
  readonly mute?: boolean;
}

/** The steps of one attempt over a fake page; every batch is acknowledged at once unless main is mute. */
export function setUpSteps(given: GivenSteps) {
  const { steps, more = {}, page = new FakePage(), inputs = {}, row, mute = false } = given;
  const parsed = parseFlow({ runwright: 1, name: 'Test', steps, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const clock = new FakeClock();
  const batches: OutboxBatch[] = [];
  const outbox: Outbox = new Outbox(clock, (batch) => {
    batches.push(batch);
    if (!mute) queueMicrotask(() => outbox.acked(batch.batch));
  });
  const masker = new Masker([]);
  const session = new FakeSession(page);
  const stop = new AbortController();
  const scope = new JobScope(parsed.flow, { inputs, row: row ?? null, env: {} }, clock, masker);
  const source: OwnRowSource = new OwnRowSource((after) => {
    const rows = (given.rows ?? []).map((data, at) => ({ number: at + 1, data }));
    queueMicrotask(() => source.give(rows.filter(({ number }) => number > after).slice(0, 2)));
  });
  const run = runSteps({
    flow: parsed.flow,
    called: new Map((given.called ?? []).map((each) => flowOf(each)).map((flow) => [flow.name, flow])),
    ...(given.rows === undefined ? {} : { ownRows: { source, total: given.rows.length } }),
    stepsBefore: given.stepsBefore ?? 0,
    session,
    scope,
    outbox,
    log: new LogSink(clock, outbox, masker),
    masker,
    artifacts: new ArtifactFolder(given.folder, clock, outbox, masker),
    clock,
    signal: stop.signal,
    ...(given.onlooker === undefined ? {} : { onlooker: given.onlooker }),
    ...(given.options === undefined ? {} : { options: given.options }),
  });
  const finish = async () => {
    const end: unknown = await run.catch((error: unknown) => error);
    await outbox.drained();
    const records = new Map(batches.flatMap(({ steps: told }) => told).map((step) => [step.seq, step]));
    const lines = batches
      .flatMap((batch) => batch.lines)
      .map(({ level, step, message }) => `${level} ${step}: ${message}`);
    return { end, page, session, batches, lines, steps: [...records.values()], results: scope.variables };
  };
  return { clock, stop, page, batches, outbox, finish, run };
}

function flowOf(each: object): Flow {
  const parsed = parseFlow({ runwright: 1, ...each });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.flow;
}

/** A page on which clicking these elements fails so often. */
export function failing(times: Record<string, number>): FakePage {
  const page = new FakePage();
  page.before = (verb) => {
    for (const css of Object.keys(times)) {
      const left = times[css] ?? 0;
      if (!verb.startsWith('click') || !verb.endsWith(css) || left === 0) continue;
      times[css] = left - 1;
      throw new ActionFailure('TimeoutError', `${css} is not there.`, 'Look.');
    }
  };
  return page;
}

/** A step that clicks. */
export const click = (css: string, more: object = {}): object => ({
  action: 'click',
  target: [{ css }],
  ...more,
});
/** A step that presses a key, which the page writes down. */
export const press = (key: string): object => ({ action: 'press', key });
/** A step that sets a variable. */
export const set = (name: string, value: unknown): object => ({ action: 'setVariable', name, value });
/** For flows whose failures need no picture. */
export const NO_PICTURES = { artifacts: { screenshots: 'never' } };

/** The keys that were pressed, in order. */
export function pressed(page: FakePage): string[] {
  return page.done.flatMap((verb) => (verb.startsWith('press ') ? [verb.slice('press '.length)] : []));
}

/** A page on which these elements are visible. */
export function seeing(...css: string[]): FakePage {
  const page = new FakePage();
  for (const each of css) page.visible.add(`css ${each}`);
  return page;
}

import { nearest } from '../../../shared/flow/nearest.ts';
import { KeyMode, UniqueKey } from '../../../shared/job/demands.ts';
import { After } from '../../../shared/job/dependency.ts';
import { Priority } from '../../../shared/job/schema.ts';
import { MOST_TAGS, sortedTags, Tag, Tags } from '../../../shared/job/tags.ts';
import { type HowWords, readHow } from './how-args.ts';
import { readJobId } from './job-word.ts';
import { readDateTime, readDuration } from './time-words.ts';
import { noMoreWords, type OptionName, only, pairs, type Typed } from './typed.ts';

export interface RunCommand {
  readonly kind: 'run';
  /** Paths as they were typed: relative ones belong to the caller's working folder. */
  readonly flow: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly rows: string | null;
  /** One job walks over all rows; absent = one job a row. */
  readonly oneJob?: true;
  readonly headed: boolean;
  /** How the steps are run; absent = all of them, one after another. */
  readonly how?: HowWords;
  readonly priority: number;
  readonly start: RunStart;
  readonly key: UniqueKey | null;
  /** Absent = none. */
  readonly tags?: readonly string[];
  readonly after: readonly After[];
  readonly exports: readonly string[];
  readonly artifacts: string | null;
  readonly events: boolean;
}

/** When the jobs may start: at once, at a time (epoch milliseconds), or so long after they were queued. */
export type RunStart =
  | { readonly kind: 'now' }
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'delay'; readonly ms: number };

/** Reads the words and options of `run`. Null when a fault was added that leaves nothing to run. */
export function buildRun(typed: Typed): RunCommand | null {
  const flow = typed.words[1];
  const options = {
    inputs: pairs(typed, 'input', 'NAME=VALUE'),
    rows: only(typed, 'rows'),
    ...readOneJob(typed),
    headed: typed.values.has('headed'),
    ...readHow(typed),
    priority: readPriority(typed),
    start: readStart(typed),
    key: readKey(typed),
    after: readAfter(typed),
    ...readTags(typed),
    exports: typed.values.get('export') ?? [],
    artifacts: only(typed, 'artifacts'),
    events: typed.values.has('events'),
  };
  if (flow === undefined) {
    typed.faults.push({ path: 'run', message: 'needs a flow file: runwright run FLOW.json.' });
    return null;
  }
  return noMoreWords(typed, 2) ? { kind: 'run', flow, ...options } : null;
}

function fault(typed: Typed, option: OptionName, message: string): void {
  typed.faults.push({ path: `--${option}`, message });
}

function readOneJob(typed: Typed): { oneJob?: true } {
  if (!typed.values.has('one-job')) return {};
  if (!typed.values.has('rows')) fault(typed, 'one-job', 'has no meaning without --rows.');
  return { oneJob: true };
}

function readPriority(typed: Typed): number {
  const word = only(typed, 'priority');
  if (word === null) return 0;
  const priority = /^[+-]?\d{1,4}$/.test(word) ? Priority.safeParse(Number(word)) : undefined;
  if (priority?.success === true) return priority.data;
  fault(typed, 'priority', `wants a whole number from -100 to 100; "${word}" is not that.`);
  return 0;
}

function readTags(typed: Typed): { tags?: readonly string[] } {
  const words = typed.values.get('tag') ?? [];
  if (words.length === 0) return {};
  for (const word of words) {
    if (!Tag.safeParse(word).success)
      fault(typed, 'tag', `wants a word without blanks, commas, colons and quotes; "${word}" is not that.`);
  }
  const tags = Tags.safeParse(words);
  if (tags.success) return { tags: sortedTags(tags.data) };
  if (words.length > MOST_TAGS) fault(typed, 'tag', `may be given ${MOST_TAGS} times at most.`);
  return {};
}

function readStart(typed: Typed): RunStart {
  const [at, delay] = [only(typed, 'at'), only(typed, 'delay')];
  if (at !== null && delay !== null) fault(typed, 'delay', 'has no meaning with --at; give one of them.');
  if (at !== null) {
    const time = readDateTime(at);
    if (time !== null) return { kind: 'at', at: time };
    fault(typed, 'at', `wants a time such as 2026-03-01T09:00 or 2026-03-01T09:00Z; "${at}" is not that.`);
  }
  if (delay !== null) {
    const ms = readDuration(delay);
    if (ms !== null) return { kind: 'delay', ms };
    fault(typed, 'delay', `wants 90s, 10m, 2h or 1d, at most 366 days; "${delay}" is not that.`);
  }
  return { kind: 'now' };
}

function readKey(typed: Typed): UniqueKey | null {
  const [text, word] = [only(typed, 'key'), only(typed, 'if-exists')];
  if (text === null) {
    if (word !== null) fault(typed, 'if-exists', 'has no meaning without --key.');
    return null;
  }
  const mode = KeyMode.safeParse(word ?? 'skip');
  if (!mode.success) {
    const near = nearest(word ?? '', KeyMode.options);
    const message = `wants skip, replace or keep; "${word}" is none of them.`;
    typed.faults.push({ path: '--if-exists', message, ...(near === undefined ? {} : { nearest: near }) });
    return null;
  }
  const key = UniqueKey.safeParse({ text, mode: mode.data });
  if (key.success) return key.data;
  fault(typed, 'key', 'wants 1 to 200 characters that are not all spaces.');
  return null;
}

function readAfter(typed: Typed): After[] {
  const after = (typed.values.get('after') ?? []).flatMap((word) => {
    const [number = '', needs = 'completed', ...rest] = word.split(':');
    const jobId = readJobId(number);
    const read = After.safeParse({ jobId, needs });
    if (read.success && rest.length === 0) return [read.data];
    fault(typed, 'after', `wants a job such as 12, or 12:ended; "${word}" is not that.`);
    return [];
  });
  if (new Set(after.map(({ jobId }) => jobId)).size < after.length) {
    fault(typed, 'after', 'names a job twice; once is enough.');
  }
  if (after.length > MOST_AFTER) fault(typed, 'after', `may be given ${MOST_AFTER} times at most.`);
  const takes = pairs(typed, 'take', 'INPUT=EXPRESSION');
  if (Object.keys(takes).length === 0) return after;
  return withTakes(typed, after, takes);
}

const MOST_AFTER = 20;

/** The results of one job are meant: with none or several, nobody could tell which. */
function withTakes(typed: Typed, after: readonly After[], takes: Record<string, string>): After[] {
  const [job] = after;
  if (job === undefined || after.length > 1) {
    fault(typed, 'take', 'needs exactly one --after: the job whose results are taken.');
    return [...after];
  }
  const given = pairsGiven(typed, 'input');
  for (const name of Object.keys(takes).filter((taken) => given.has(taken))) {
    fault(typed, 'take', `takes "${name}", which --input gives; one of them is enough.`);
  }
  const read = After.safeParse({ ...job, takes });
  if (read.success) return [read.data];
  fault(typed, 'take', `wants INPUT=EXPRESSION: the name of an input and at most 1,000 characters.`);
  return [job];
}

function pairsGiven(typed: Typed, option: OptionName): Set<string | undefined> {
  return new Set((typed.values.get(option) ?? []).map((pair) => pair.split('=')[0]));
}

import { parseArgs } from 'node:util';
import { type DeepLink, parseDeepLink } from '../../../shared/deep-link.ts';
import type { Fault } from '../../../shared/errors.ts';
import { nearest } from '../../../shared/flow/nearest.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { ResumeFrom } from '../../../shared/job/own-rows.ts';
import { HOW_OPTIONS } from './how-args.ts';
import { readJobId } from './job-word.ts';
import { buildRun, type RunCommand } from './run-args.ts';
import { type JobSearch, readSearch } from './search-words.ts';
import { withoutRuntimeSwitches } from './switches.ts';
import { noMoreWords, OPTIONS, type OptionName, only, type Typed } from './typed.ts';
import { COMMAND_NAMES, type CommandName, LATER_COMMANDS } from './usage.ts';

/** Opens the window: at what a link names, or not at all yet (`hidden`). */
export interface WindowCommand {
  readonly kind: 'window';
  readonly link?: DeepLink;
  readonly hidden?: true;
}

/** What a command line asks for. */
export type Command =
  | WindowCommand
  | { readonly kind: 'help'; readonly about: CommandName | null }
  | { readonly kind: 'version' }
  | RunCommand
  | { readonly kind: 'jobs'; readonly search: JobSearch | null; readonly json: boolean }
  | { readonly kind: 'show'; readonly id: JobId; readonly json: boolean }
  | { readonly kind: 'cancel'; readonly id: JobId; readonly json: boolean }
  | {
      readonly kind: 'retry';
      readonly id: JobId;
      readonly json: boolean;
      /** Absent = it begins anew. */
      readonly from?: ResumeFrom;
    }
  | { readonly kind: 'answer'; readonly id: JobId; readonly text: string; readonly json: boolean }
  | { readonly kind: 'doctor'; readonly json: boolean };

export type ParsedLine =
  | { readonly ok: true; readonly command: Command; readonly data: string | null }
  | { readonly ok: false; readonly faults: readonly Fault[] };

const GLOBAL: readonly OptionName[] = ['data', 'help', 'version'];
/** Of a line without a command, which opens the window. */
const OF_WINDOW: readonly OptionName[] = ['hidden'];
const REPEATABLE: readonly OptionName[] = ['input', 'export', 'after', 'take', 'break', 'tag'];
const OPTIONS_OF: Record<CommandName, readonly OptionName[]> = {
  run: [
    'input',
    'rows',
    'one-job',
    'headed',
    ...HOW_OPTIONS,
    'priority',
    'at',
    'delay',
    'key',
    'if-exists',
    'after',
    'take',
    'tag',
    'export',
    'artifacts',
    'events',
  ],
  jobs: ['search', 'json'],
  show: ['json'],
  cancel: ['json'],
  retry: ['from-failed-step', 'failed-rows', 'json'],
  answer: ['json'],
  doctor: ['json'],
};

/** As `Typed`, while it is being read. */
interface Reading extends Typed {
  readonly values: Map<OptionName, string[]>;
  readonly words: string[];
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

function isCommand(word: string): word is CommandName {
  return COMMAND_NAMES.some((name) => name === word);
}

/**
 * Reads the words that a person typed (see `userArgs`); gives the command, or every fault at once.
 * Pure: touches no file and no environment.
 */
export function parseCommandLine(args: readonly string[]): ParsedLine {
  const typed = readTokens(withoutRuntimeSwitches(args));
  const link = takeLink(typed.words);
  const word = typed.words[0];
  const name = word !== undefined && isCommand(word) ? word : null;
  if (word !== undefined && name === null) typed.faults.push(unknownCommand(word));
  if (word === undefined || name !== null) typed.faults.push(...misplacedOptions(typed, name));
  const command = typed.values.has('version')
    ? { kind: 'version' as const }
    : typed.values.has('help')
      ? { kind: 'help' as const, about: name }
      : name === null && link !== null
        ? windowCommand(typed, link)
        : buildCommand(name, typed);
  if (typed.faults.length > 0 || command === null) return { ok: false, faults: typed.faults };
  return { ok: true, command, data: only(typed, 'data') };
}

/** The system hands an address of the app over as a word of its own: it stands for a command. */
function takeLink(words: string[]): DeepLink | null {
  const [first] = words;
  const link = words.length === 1 && first !== undefined ? parseDeepLink(first) : null;
  if (link !== null) words.length = 0;
  return link;
}

function windowCommand(typed: Typed, link: DeepLink | null): WindowCommand {
  return {
    kind: 'window',
    ...(link === null ? {} : { link }),
    ...(typed.values.has('hidden') ? { hidden: true as const } : {}),
  };
}

/** Sorts the words into options with their values and plain words; nothing is thrown away silently. */
function readTokens(args: readonly string[]): Reading {
  const typed: Reading = { values: new Map(), words: [], faults: [] };
  const { tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'positional') typed.words.push(token.value);
    else if (token.kind === 'option') readOption(typed, token);
  }
  return typed;
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function readOption(typed: Reading, token: OptionToken): void {
  const { name, rawName, value } = token;
  const fault = (message: string): void => void typed.faults.push({ path: rawName, message });
  if (!isOption(name)) return void typed.faults.push(unknownOption(rawName));
  const given = typed.values.get(name) ?? [];
  if (OPTIONS[name].type === 'boolean') {
    if (value !== undefined) fault('takes no value.');
    typed.values.set(name, given);
  } else if (value === undefined || value === '' || (token.inlineValue !== true && value.startsWith('--'))) {
    fault(`needs a value: ${rawName} ${VALUE_WORDS[name] ?? 'VALUE'}.`);
  } else if (given.length > 0 && !REPEATABLE.includes(name)) {
    fault('is given twice; once is enough.');
  } else {
    typed.values.set(name, [...given, value]);
  }
}

const VALUE_WORDS: Partial<Record<OptionName, string>> = {
  data: 'DIR',
  input: 'NAME=VALUE',
  rows: 'FILE',
  from: 'STEP',
  only: 'STEP',
  break: 'STEP',
  slow: 'MS',
  hold: 'MINUTES',
  priority: 'NUMBER',
  at: 'TIME',
  delay: '10m',
  key: 'TEXT',
  'if-exists': 'skip',
  after: 'JOB',
  take: 'INPUT=EXPRESSION',
  tag: 'WORD',
  export: 'FILE.csv',
  artifacts: 'DIR',
  search: 'TEXT',
};

function unknownOption(rawName: string): Fault {
  const known = Object.keys(OPTIONS).map((name) => `--${name}`);
  return { path: rawName, message: 'is not an option of runwright.', ...near(rawName, known) };
}

function unknownCommand(word: string): Fault {
  if (LATER_COMMANDS.some((later) => later === word)) {
    return { path: word, message: 'is not part of this version.' };
  }
  if (/\.json$/i.test(word)) {
    return { path: word, message: 'is a file, not a command.', nearest: `runwright run ${word}` };
  }
  const message = `is not a command of runwright. Commands: ${COMMAND_NAMES.join(', ')}.`;
  return { path: word, message, ...near(word, COMMAND_NAMES) };
}

function near(word: string, known: readonly string[]): Pick<Fault, 'nearest'> {
  const found = nearest(word, known);
  return found === undefined ? {} : { nearest: found };
}

function misplacedOptions(typed: Typed, name: CommandName | null): Fault[] {
  const allowed = name === null ? [...GLOBAL, ...OF_WINDOW] : [...GLOBAL, ...OPTIONS_OF[name]];
  return [...typed.values.keys()]
    .filter((option) => !allowed.includes(option))
    .map((option) => {
      const owners = COMMAND_NAMES.filter((command) => OPTIONS_OF[command].includes(option));
      const here = name === null ? 'without a command' : `with ${name}`;
      const owner = owners.length === 0 ? 'a line without a command' : owners.join(', ');
      return { path: `--${option}`, message: `has no meaning ${here}; it belongs to ${owner}.` };
    });
}

/** Null when a fault was added, or when the command is unknown (that fault stands already). */
function buildCommand(name: CommandName | null, typed: Typed): Command | null {
  const json = typed.values.has('json');
  switch (name) {
    case null:
      return typed.words.length === 0 ? windowCommand(typed, null) : null;
    case 'run':
      return buildRun(typed);
    case 'doctor':
      return noMoreWords(typed, 1) ? { kind: 'doctor', json } : null;
    case 'jobs':
      return noMoreWords(typed, 1) ? { kind: 'jobs', search: readSearch(typed), json } : null;
    case 'answer':
      return buildAnswer(typed, json);
    case 'retry': {
      const id = jobWord(typed, name);
      return id === null ? null : { kind: name, id, json, ...readFrom(typed) };
    }
    case 'show':
    case 'cancel': {
      const id = jobWord(typed, name);
      return id === null ? null : { kind: name, id, json };
    }
  }
}

function readFrom(typed: Typed): { from?: ResumeFrom } {
  const [step, rows] = [typed.values.has('from-failed-step'), typed.values.has('failed-rows')];
  if (step && rows) {
    typed.faults.push({
      path: '--failed-rows',
      message: 'has no meaning with --from-failed-step; give one of them.',
    });
  }
  return step ? { from: 'failed_step' } : rows ? { from: 'failed_rows' } : {};
}

function buildAnswer(typed: Typed, json: boolean): Command | null {
  const id = jobWord(typed, 'answer', 3);
  const text = typed.words[2];
  if (id === null) return null;
  if (text !== undefined) return { kind: 'answer', id, text, json };
  typed.faults.push({ path: 'answer', message: `needs the answer: runwright answer ${id} "TEXT".` });
  return null;
}

function jobWord(typed: Typed, command: CommandName, words = 2): JobId | null {
  const word = typed.words[1];
  const isWhole = noMoreWords(typed, words);
  if (word === undefined) {
    typed.faults.push({
      path: command,
      message: `needs the number of a job: runwright ${command} 12. "runwright jobs" lists them.`,
    });
    return null;
  }
  const id = readJobId(word);
  if (id === null) {
    typed.faults.push({ path: word, message: 'is not the number of a job, such as 12 or #12.' });
    return null;
  }
  return isWhole ? id : null;
}

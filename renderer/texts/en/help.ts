import type { FunctionName } from '../../../shared/flow/expression.ts';
import { count } from '../count.ts';

const functions: Record<FunctionName, string> = {
  trim: 'takes the spaces off both ends: {{trim(var.title)}}',
  lower: 'in small letters: {{lower(input.city)}}',
  upper: 'in capitals: {{upper(row.code)}}',
  number: 'reads a number out of a text: {{number(var.price) > 20}}',
  round: 'rounds, to so many digits where they are given: {{round(var.sum, 2)}}',
  replace: 'puts one text for another, everywhere: {{replace(var.name, "-", " ")}}',
  join: 'makes one text of a list: {{join(var.tags, ", ")}}',
  split: 'makes a list of a text: {{split(input.codes, ",")}}',
  includes: 'whether a text or a list has something in it: {{includes(var.title, "sale")}}',
  length: 'how many characters or items: {{length(var.rows)}}',
  default: 'a value in place of a missing or empty one: {{default(row.note, "none")}}',
};

const names: readonly (readonly [name: string, what: string])[] = [
  ['input.x', 'an input of the flow'],
  ['row.x', 'a column of the job’s row'],
  ['var.x', 'what an earlier step kept'],
  ['secret.x', 'a stored secret; it is masked wherever it comes up'],
  ['env.now', 'the present time'],
  ['env.practice', 'the address of the practice site'],
];

const practice: readonly string[] = [
  '64 books over 4 pages, with a Next link and a search',
  'a login with a session that the account page needs',
  'an order form that gives a number',
  'a real table, a file to download, a form in a frame, a dialog',
  'pages that are slow, late, locked or missing, and one that fails twice and then works',
];

export const help = {
  search: 'Search the help',
  found: (n: number): string => count('en', n, { one: 'step', other: 'steps' }),
  none: 'No step has these words.',
  contents: 'On this page',
  keys: 'Keys',
  keysHelp: 'Single letters can be switched off in the settings.',
  showKeys: 'Show the keys',
  format: 'Flow file',
  formatHelp:
    'A flow is one JSON file: a name, its inputs, its browser, and a list of steps. This is made from the rules by which the app checks it.',
  actions: 'Actions',
  controls: 'Steps that hold or steer others',
  everyStep: 'Every step may also have',
  common: [
    ['id', 'a name for the step, for onError: { "goto": … }'],
    ['timeout', 'milliseconds for this step alone'],
    ['onError', '"fail", "continue", { "retry": 1 … 10 } or { "goto": id }'],
    ['once', 'true: runs at most once for a job, however often the job is tried'],
    ['note', 'a word for the reader'],
  ] as readonly (readonly [string, string])[],
  key: 'Key',
  type: 'Value',
  byDefault: 'Default',
  needed: 'needed',
  example: 'Example',
  copy: 'Copy',
  noKeys: 'It has no keys of its own.',
  expressions: 'Values and expressions',
  expressionsHelp:
    'Every value may hold {{ … }}: names, numbers, texts, + − * / %, comparisons, && || !, ? : and these functions. Nothing else runs.',
  functions,
  names,
  commandLine: 'Command line',
  commandLineHelp: 'The same app does its work without a window; its help is in English.',
  notRead: 'The help of the command line could not be read',
  practice: 'Practice site',
  practiceHelp: 'A small shop that lives on this machine alone and starts when a flow asks for it. It has:',
  practiceList: practice,
  runSample: 'Run the sample',
  notRun: 'The sample could not be started',
  about: 'About',
  version: 'Version',
  data: 'Data folder',
  openData: 'Open',
  licence: 'Licence',
  licenceText: 'MIT. The parts that it is made of have licences of their own, which lie beside them.',
};

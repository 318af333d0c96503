import { describe, expect, it } from 'vitest';
import { type ParsedLine, parseCommandLine } from '../../../../electron/main/cli/args.ts';
import { userArgs, withoutRuntimeSwitches } from '../../../../electron/main/cli/switches.ts';
import { COMMAND_NAMES, usage } from '../../../../electron/main/cli/usage.ts';
import { faultLine } from '../../../../shared/errors.ts';

function parse(line: string): ParsedLine {
  return parseCommandLine(line === '' ? [] : line.split(' '));
}

function faultsOf(line: string): string[] {
  const parsed = parse(line);
  return parsed.ok ? [] : parsed.faults.map(faultLine);
}

describe('a right command line', () => {
  it('opens the window when no command is given', () => {
    expect(parse('')).toEqual({ ok: true, command: { kind: 'window' }, data: null });
  });

  it('takes --data everywhere', () => {
    expect(parse('--data mine')).toEqual({ ok: true, command: { kind: 'window' }, data: 'mine' });
    expect(parse('jobs --data=mine')).toMatchObject({ ok: true, data: 'mine', command: { kind: 'jobs' } });
  });

  it('reads every option of run, repeated ones in their order', () => {
    expect(
      parse(
        'run a.json --input x=1 --input y==b= --rows r.csv --headed --export o.csv --export o.xlsx --artifacts d --events',
      ),
    ).toEqual({
      ok: true,
      data: null,
      command: {
        kind: 'run',
        flow: 'a.json',
        inputs: { x: '1', y: '=b=' },
        rows: 'r.csv',
        headed: true,
        priority: 0,
        start: { kind: 'now' },
        key: null,
        after: [],
        exports: ['o.csv', 'o.xlsx'],
        artifacts: 'd',
        events: true,
      },
    });
  });

  it('reads how the steps are run, and leaves it out when nothing is said', () => {
    const how = (text: string): unknown => {
      const parsed = parse(`run a.json ${text}`);
      return parsed.ok && parsed.command.kind === 'run' ? parsed.command.how : parsed;
    };
    expect(how('--from login --break 3 --break 4.2 --slow 500 --hold 0')).toEqual({
      from: 'login',
      only: null,
      breaks: ['3', '4.2'],
      slowMs: 500,
      holdMinutes: 0,
    });
    expect(how('--headed')).toBeUndefined();
  });

  it('reads what a run asks of the queue', () => {
    expect(
      parse('run a.json --priority -7 --delay 10m --key daily --if-exists keep --after 3 --after #4:ended'),
    ).toMatchObject({
      ok: true,
      command: {
        priority: -7,
        start: { kind: 'delay', ms: 600_000 },
        key: { text: 'daily', mode: 'keep' },
        after: [
          { jobId: 3, needs: 'completed', takes: {} },
          { jobId: 4, needs: 'ended', takes: {} },
        ],
      },
    });
    expect(
      parse('run a.json --at 2026-03-01T09:00:30Z --key daily --after 3 --take a=result.b==1 --take c=state'),
    ).toMatchObject({
      command: {
        start: { kind: 'at', at: Date.UTC(2026, 2, 1, 9, 0, 30) },
        key: { text: 'daily', mode: 'skip' },
        after: [{ jobId: 3, takes: { a: 'result.b==1', c: 'state' } }],
      },
    });
  });

  it('takes an input whose value is empty or begins with a dash', () => {
    expect(parseCommandLine(['run', 'a.json', '--input', 'x=', '--input=y=-1'])).toMatchObject({
      command: { inputs: { x: '', y: '-1' } },
    });
  });

  it.each(['show', 'cancel', 'retry'])('takes a job number for %s, with or without #', (name) => {
    expect(parse(`${name} 12`)).toMatchObject({ ok: true, command: { kind: name, id: 12, json: false } });
    expect(parse(`${name} #12 --json`)).toMatchObject({
      ok: true,
      command: { kind: name, id: 12, json: true },
    });
  });

  it('takes an answer of one word or several in quotes, and wants one', () => {
    expect(parseCommandLine(['answer', '12', 'two words'])).toMatchObject({
      ok: true,
      command: { kind: 'answer', id: 12, text: 'two words', json: false },
    });
    expect(parse('answer 12')).toMatchObject({
      ok: false,
      faults: [{ path: 'answer', message: expect.stringContaining('needs the answer') }],
    });
    expect(parse('answer 12 two words')).toMatchObject({ ok: false });
  });

  it('takes a search text for jobs', () => {
    expect(parseCommandLine(['jobs', '--search', 'two words', '--json'])).toMatchObject({
      command: { kind: 'jobs', search: { kind: 'jobs', text: 'two words' }, json: true },
    });
  });

  it.each([
    ['log:"not found"', 'not found'],
    ['log:not found', 'not found'],
    ['log: "a "b" c"', 'a "b" c'],
  ])('takes a search in logs: %s', (typed, text) => {
    expect(parseCommandLine(['jobs', '--search', typed])).toMatchObject({
      command: { kind: 'jobs', search: { kind: 'log', text } },
    });
  });

  it('gives the help of a command, or of all, even when the command is not complete', () => {
    expect(parse('--help')).toMatchObject({ ok: true, command: { kind: 'help', about: null } });
    expect(parse('-h')).toMatchObject({ ok: true, command: { kind: 'help', about: null } });
    expect(parse('run --help')).toMatchObject({ ok: true, command: { kind: 'help', about: 'run' } });
    expect(parse('--version')).toMatchObject({ ok: true, command: { kind: 'version' } });
  });

  it('takes a file name that begins with a dash after --', () => {
    expect(parse('run -- --odd.json')).toMatchObject({
      ok: true,
      command: { kind: 'run', flow: '--odd.json' },
    });
  });
});

describe('a wrong command line', () => {
  it.each([
    [
      'rnu a.json',
      'rnu: is not a command of runwright. Commands: run, jobs, show, cancel, retry, answer, doctor. Nearest: run',
    ],
    ['docter', 'Nearest: doctor'],
    ['run a.json --exprot x.csv', '--exprot: is not an option of runwright. Nearest: --export'],
    ['jobs --jsn', '--jsn: is not an option of runwright. Nearest: --json'],
    ['flow.json', 'flow.json: is a file, not a command. Nearest: runwright run flow.json'],
    ['run', 'run: needs a flow file: runwright run FLOW.json.'],
    ['run a.json b.json', 'b.json: is one word too many.'],
    ['run a.json --input', '--input: needs a value: --input NAME=VALUE.'],
    ['run a.json --rows --events', '--rows: needs a value: --rows FILE.'],
    ['run a.json --input novalue', '--input: wants NAME=VALUE; "novalue" is not that.'],
    ['run a.json --input =1', '--input: wants NAME=VALUE; "=1" is not that.'],
    ['run a.json --input x=1 --input x=2', '--input: gives "x" twice; once is enough.'],
    ['run a.json --rows a.csv --rows b.csv', '--rows: is given twice; once is enough.'],
    ['run a.json --headed=yes', '--headed: takes no value.'],
    ['run a.json --from', '--from: needs a value: --from STEP.'],
    ['run a.json --from 2 --only 3', '--only: has no meaning with --from; give one of them.'],
    ['run a.json --from 2 --from 3', '--from: is given twice; once is enough.'],
    ['run a.json --slow 0', '--slow: wants a number of milliseconds from 1 to 60000; "0" is not that.'],
    ['run a.json --slow 2s', '--slow: wants a number of milliseconds from 1 to 60000; "2s" is not that.'],
    [
      'run a.json --hold 241',
      '--hold: wants a number of minutes from 1 to 240, or 0 for not at all; "241" is not that.',
    ],
    ['jobs --break 2', '--break: has no meaning with jobs; it belongs to run.'],
    ['show', 'show: needs the number of a job'],
    ['show twelve', 'twelve: is not the number of a job'],
    ['show 0', '0: is not the number of a job'],
    ['cancel 1 2', '2: is one word too many.'],
    ['run a.json --priority high', '--priority: wants a whole number from -100 to 100; "high" is not that.'],
    ['run a.json --priority 101', '--priority: wants a whole number from -100 to 100; "101" is not that.'],
    ['run a.json --at tomorrow', '--at: wants a time such as 2026-03-01T09:00 or'],
    ['run a.json --delay 10', '--delay: wants 90s, 10m, 2h or 1d, at most 366 days; "10" is not that.'],
    ['run a.json --at 2026-03-01T09:00 --delay 1m', '--delay: has no meaning with --at; give one of them.'],
    ['run a.json --if-exists skip', '--if-exists: has no meaning without --key.'],
    ['run a.json --key k --if-exists kep', '"kep" is none of them. Nearest: keep'],
    [`run a.json --key ${'k'.repeat(201)}`, '--key: wants 1 to 200 characters'],
    ['run a.json --after x', '--after: wants a job such as 12, or 12:ended; "x" is not that.'],
    ['run a.json --after 1:done', '--after: wants a job such as 12, or 12:ended; "1:done" is not that.'],
    ['run a.json --after 1:ended:2', '"1:ended:2" is not that.'],
    ['run a.json --after 1 --after #1:ended', '--after: names a job twice; once is enough.'],
    ['run a.json --take a=state', '--take: needs exactly one --after'],
    ['run a.json --after 1 --after 2 --take a=state', '--take: needs exactly one --after'],
    ['run a.json --after 1 --take state', '--take: wants INPUT=EXPRESSION; "state" is not that.'],
    ['run a.json --after 1 --take a=state --input a=1', '--take: takes "a", which --input gives'],
    ['jobs --search log:x', '--search: wants 2 to 200 characters to look for in logs'],
    [`jobs --search ${'x'.repeat(201)}`, '--search: wants at most 200 characters.'],
    ['doctor --events', '--events: has no meaning with doctor; it belongs to run.'],
    [
      '--json',
      '--json: has no meaning without a command; it belongs to jobs, show, cancel, retry, answer, doctor.',
    ],
  ])('"%s" is told as: %s', (line, sentence) => {
    expect(faultsOf(line).join('\n')).toContain(sentence);
  });

  it.each(['import', 'export-flow', 'worker'])('%s is said to be of a later version', (name) => {
    expect(faultsOf(`${name} x`)).toEqual([`${name}: is not part of this version.`]);
  });

  it('is told with every fault at once', () => {
    expect(faultsOf('run --hedaed --input x --export')).toHaveLength(4);
  });
});

describe("the runtime's own switches", () => {
  const switches =
    '--no-sandbox --inspect=0 --inspect-brk --remote-debugging-port=0 --user-data-dir=/tmp/x --disable-gpu --enable-logging --force-device-scale-factor=1 --lang=de --original-process-start-time=1 -psn_0_1';

  it('are ignored before and behind the command', () => {
    expect(parse(`${switches} run a.json --events ${switches}`)).toMatchObject({
      ok: true,
      command: { kind: 'run', flow: 'a.json', events: true },
    });
  });

  it('are ignored with the preload module that follows -r', () => {
    expect(withoutRuntimeSwitches(['-r', '/x/loader.js', '--inspect=0', 'jobs'])).toEqual(['jobs']);
  });

  it('stay what they are behind --', () => {
    expect(withoutRuntimeSwitches(['run', '--', '--no-sandbox'])).toEqual(['run', '--', '--no-sandbox']);
  });

  it('do not hide a mistyped option of ours', () => {
    expect(withoutRuntimeSwitches(['--hedaed', '--event', '--inputs'])).toEqual([
      '--hedaed',
      '--event',
      '--inputs',
    ]);
  });

  it('leave what a person typed: behind the executable when packaged, behind the app in development', () => {
    expect(userArgs(['/opt/runwright', '--no-sandbox', 'jobs'], true)).toEqual(['jobs']);
    expect(userArgs(['/x/electron', '--no-sandbox', '.', 'jobs'], false)).toEqual(['jobs']);
    expect(
      userArgs(['/x/electron', '-r', '/x/loader.js', '--inspect=0', 'out/main.cjs', 'jobs'], false),
    ).toEqual(['jobs']);
    expect(userArgs(['/x/electron', '.'], false)).toEqual([]);
  });
});

describe('the help', () => {
  it('names every command and every option that the parser takes', () => {
    for (const name of COMMAND_NAMES) {
      expect(usage(null)).toContain(`runwright ${name}`);
      expect(usage(name)).toContain('--data DIR');
    }
    const asked = ['--priority', '--at', '--delay', '--key', '--if-exists', '--after', '--take'];
    for (const option of [
      ...['--input', '--rows', '--headed', '--export', '--artifacts', '--events'],
      ...asked,
    ]) {
      expect(usage('run')).toContain(option);
    }
    expect(usage('jobs')).toContain('log:"TEXT"');
  });
});

describe('rows and going on', () => {
  it('reads --one-job and where a retry goes on', () => {
    expect(parseCommandLine(['run', 'a.json', '--rows', 'r.xlsx', '--one-job'])).toMatchObject({
      ok: true,
      command: { rows: 'r.xlsx', oneJob: true },
    });
    expect(parseCommandLine(['retry', '3', '--from-failed-step'])).toMatchObject({
      command: { from: 'failed_step' },
    });
    expect(parseCommandLine(['retry', '3', '--failed-rows'])).toMatchObject({
      command: { from: 'failed_rows' },
    });
  });

  it('refuses what has no meaning', () => {
    expect(parseCommandLine(['run', 'a.json', '--one-job'])).toMatchObject({
      faults: [{ path: '--one-job' }],
    });
    expect(parseCommandLine(['retry', '3', '--failed-rows', '--from-failed-step'])).toMatchObject({
      faults: [{ path: '--failed-rows' }],
    });
  });
});

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
        exports: ['o.csv', 'o.xlsx'],
        artifacts: 'd',
        events: true,
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

  it('takes a search text for jobs', () => {
    expect(parseCommandLine(['jobs', '--search', 'two words', '--json'])).toMatchObject({
      command: { kind: 'jobs', search: 'two words', json: true },
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
      'rnu: is not a command of runwright. Commands: run, jobs, show, cancel, retry, doctor. Nearest: run',
    ],
    ['docter', 'Nearest: doctor'],
    ['run a.json --exprot x.csv', '--exprot: is not an option of runwright. Nearest: --export'],
    ['jobs --jsn', '--jsn: is not an option of runwright. Nearest: --json'],
    ['flow.json', 'flow.json: is a file, not a command. Nearest: runwright run flow.json'],
    ['run', 'run: needs a flow file: runwright run FLOW.json.'],
    ['run a.json b.json', 'b.json: is one word too many.'],
    ['run a.json --input', '--input: needs a value: --input NAME=VALUE.'],
    ['run a.json --rows --events', '--rows: needs a value: --rows FILE.csv.'],
    ['run a.json --input novalue', '--input: wants NAME=VALUE; "novalue" is not that.'],
    ['run a.json --input =1', '--input: wants NAME=VALUE; "=1" is not that.'],
    ['run a.json --input x=1 --input x=2', '--input: gives "x" twice; once is enough.'],
    ['run a.json --rows a.csv --rows b.csv', '--rows: is given twice; once is enough.'],
    ['run a.json --headed=yes', '--headed: takes no value.'],
    ['show', 'show: needs the number of a job'],
    ['show twelve', 'twelve: is not the number of a job'],
    ['show 0', '0: is not the number of a job'],
    ['cancel 1 2', '2: is one word too many.'],
    ['doctor --events', '--events: has no meaning with doctor; it belongs to run.'],
    ['--json', '--json: has no meaning without a command; it belongs to jobs, show, cancel, retry, doctor.'],
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
    for (const option of ['--input', '--rows', '--headed', '--export', '--artifacts', '--events']) {
      expect(usage('run')).toContain(option);
    }
  });
});

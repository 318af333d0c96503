import { describe, expect, it } from 'vitest';
import { requirePackages } from '../../../build/setup/apt.ts';
import type { SetupContext } from '../../../build/setup/context.ts';
import { failureSentence, SetupError } from '../../../build/setup/errors.ts';
import { type Exec, type ExecResult, exec, failureReason } from '../../../build/setup/exec.ts';
import { createReport } from '../../../build/setup/report.ts';

const ended: ExecResult = { code: 1, signal: null, stdout: '', stderr: '', timedOut: false };

describe('a failure of the set-up', () => {
  it('is one sentence with its mend', () => {
    const sentence = failureSentence('browser', new SetupError('none was found.', 'install one'));
    expect(sentence).toBe('browser: none was found; install one');
  });

  it('says that the set-up is at fault when the cause is not foreseen, without a stack trace', () => {
    const sentence = failureSentence('native', new Error('boom\n    at somewhere'));
    expect(sentence).toBe('native: boom; this is a fault of the set-up itself, please report it');
  });
});

describe('why a program failed', () => {
  it('names a crash as a crash, whatever was printed', () => {
    expect(failureReason({ ...ended, code: null, signal: 'SIGSEGV', stdout: 'error: x' })).toBe(
      'it crashed with SIGSEGV',
    );
  });

  it('names a time-out', () => {
    expect(failureReason({ ...ended, signal: 'SIGKILL', timedOut: true })).toBe('it took too long');
  });

  it('quotes the telling line, else the last one, else the code', () => {
    expect(failureReason({ ...ended, stderr: 'npm error 404 Not Found\nsee the log\n' })).toBe(
      'npm error 404 Not Found',
    );
    expect(failureReason({ ...ended, stderr: 'something\nodd\n' })).toBe('odd');
    expect(failureReason(ended)).toBe('it ended with code 1');
  });

  it('is an answer, not an exception, when the program does not exist', async () => {
    const result = await exec('/nowhere/program', []);
    expect(result).toMatchObject({ code: 127, signal: null });
    expect(failureReason(result)).toMatch(/ENOENT/);
  });
});

describe('apt', () => {
  const world = (results: readonly ExecResult[], hasApt: boolean) => {
    const calls: string[] = [];
    const lines: string[] = [];
    const left = [...results];
    const fakeExec: Exec = async (command, args) => {
      calls.push([command, args[0]].join(' '));
      return left.shift() ?? ended;
    };
    const context: Partial<SetupContext> = {
      env: {},
      isRoot: true,
      hasApt,
      exec: fakeExec,
      report: { line: (_stage, text) => lines.push(text), progress: () => undefined },
    };
    return { context: context as SetupContext, calls, lines };
  };

  const ok = { ...ended, code: 0 };

  it('reads the package lists and tries again when a first install fails', async () => {
    const { context, calls, lines } = world([ended, ok, ok], true);
    await requirePackages(context, 'display', 'no Xvfb', ['xvfb'], 'install it');
    expect(calls).toEqual(['apt-get install', 'apt-get update', 'apt-get install']);
    expect(lines).toEqual(['installed xvfb with apt']);
  });

  it('is not asked on other systems, which get their own mend', async () => {
    const { context, calls } = world([], false);
    const attempt = requirePackages(context, 'display', 'no Xvfb', ['xvfb'], 'install XQuartz');
    await expect(attempt).rejects.toMatchObject({ message: 'no Xvfb', mend: 'install XQuartz' });
    expect(calls).toEqual([]);
  });
});

describe('the report', () => {
  it('writes one line a stage and draws progress over itself on a terminal', () => {
    const written: string[] = [];
    const report = createReport({ write: (text) => written.push(text), isTTY: true }, () => 0);
    report.progress('electron', '1 MB');
    report.progress('electron', '2 MB');
    report.line('electron', 'there');
    report.line('sqlite', 'there');
    expect(written).toEqual([
      '\r\u001b[2Kelectron     1 MB',
      '\r\u001b[2Kelectron     2 MB',
      '\r\u001b[2Kelectron     there\n',
      'sqlite       there\n',
    ]);
  });

  it('thins progress out where it would fill a log', () => {
    const written: string[] = [];
    let nowMs = 0;
    const report = createReport({ write: (text) => written.push(text) }, () => nowMs);
    for (nowMs = 0; nowMs <= 60_000; nowMs += 1000) report.progress('electron', `${nowMs / 1000} s`);
    expect(written).toEqual(['electron     0 s\n', 'electron     30 s\n', 'electron     60 s\n']);
  });
});

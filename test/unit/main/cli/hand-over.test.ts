import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerHandOver, type HandedCommand } from '../../../../electron/main/cli/hand-over-first.ts';
import { openReplyPipe, type ReplyPipe } from '../../../../electron/main/cli/hand-over-second.ts';
import { createInterrupts } from '../../../../electron/main/cli/interrupts.ts';
import { systemRandom } from '../../../../shared/random.ts';
import { keptOutput, quickClock } from './fake-services.ts';

let folder: string;
let pipe: ReplyPipe;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'hand-over-'));
  pipe = await openReplyPipe(process.platform, folder, systemRandom);
});
afterEach(() => {
  pipe.dispose();
  rmSync(folder, { recursive: true, force: true });
});

function second() {
  const output = keptOutput();
  const interrupts = createInterrupts();
  const clock = quickClock();
  const code = pipe.answer({ output, interrupts, clock, connectMs: 15_000 });
  return { output, interrupts, clock, code };
}

/** What the second process passes along; `run` is what the first process does with it. */
function first(run: (handed: HandedCommand) => Promise<number>): Promise<number | null> {
  return answerHandOver({ argv: ['jobs'], cwd: '/somewhere', reply: pipe.address }, run);
}

describe('a command that is handed over', () => {
  it('runs in the first process with the words and the folder of the second, and prints and exits in the second', async () => {
    const { output, code } = second();
    const handed: unknown[] = [];
    const ran = first(async (command) => {
      handed.push(command.argv, command.cwd);
      command.output.out('line 1\nstill line 1 🎉');
      command.output.err('a problem');
      command.output.out('line 2');
      return 4;
    });
    expect(await code).toBe(4);
    expect(await ran).toBe(4);
    expect(handed).toEqual([['jobs'], '/somewhere']);
    expect(output.outLines).toEqual(['line 1\nstill line 1 🎉', 'line 2']);
    expect(output.errLines).toEqual(['a problem']);
  });

  it('loses no line of a flood, and its writer waits for the slow reader', async () => {
    const { output, code } = second();
    const text = 'x'.repeat(1000);
    const ran = first(async (command) => {
      for (let number = 0; number < 5000; number += 1) {
        command.output.out(`${number} ${text}`);
        await command.output.drained();
      }
      return 0;
    });
    expect(await code).toBe(0);
    expect(await ran).toBe(0);
    expect(output.outLines.map((line) => Number.parseInt(line, 10))).toEqual(
      Array.from({ length: 5000 }, (_, number) => number),
    );
  });

  it('is interrupted by Ctrl-C in the second process, each time', async () => {
    const { interrupts, code } = second();
    const ran = first(
      (command) =>
        new Promise((resolve) => {
          let times = 0;
          command.interrupts.onInterrupt(() => {
            times += 1;
            if (times === 2) resolve(3);
          });
          command.output.out('ready');
        }),
    );
    interrupts.interrupt();
    interrupts.interrupt();
    expect(await code).toBe(3);
    expect(await ran).toBe(3);
  });

  it('goes on in the first process when the second is gone', async () => {
    const server = createServer();
    const address = path.join(folder, 'gone');
    await new Promise<void>((resolve) => server.listen(address, resolve));
    const left = new Promise<void>((resolve) => {
      server.on('connection', (socket) => {
        socket.on('close', () => resolve());
        socket.destroy();
      });
    });
    const done: string[] = [];
    const ran = await answerHandOver({ argv: ['run'], cwd: '/x', reply: address }, async ({ output }) => {
      await left;
      output.out('nobody hears this');
      await output.drained();
      done.push('exported');
      return 0;
    });
    server.close();
    expect([ran, done]).toEqual([0, ['exported']]);
  });

  it('is told as a sentence with exit 1 when the first process dies under it', async () => {
    const { output, code } = second();
    const socket = connect(pipe.address);
    socket.write('{"kind":"out","line":"begun"}\n', () => socket.destroy());
    expect(await code).toBe(1);
    expect(output.outLines).toEqual(['begun']);
    expect(output.errLines[0]).toMatch(/^Runwright ended before the command was done\./);
  });

  it('is told as a sentence with exit 1 when the first process never connects', async () => {
    const { output, clock, code } = second();
    clock.fireLong();
    expect(await code).toBe(1);
    expect(output.errLines[0]).toMatch(/does not answer/);
  });

  it('ends when the other side sends what is no frame', async () => {
    const { output, code } = second();
    connect(pipe.address).write('{"kind":"exit","code":"zero"}\n');
    expect(await code).toBe(1);
    expect(output.errLines).toHaveLength(1);
  });

  it('tells a bug in the first process as a sentence, exit 1', async () => {
    const { output, code } = second();
    expect(await first(() => Promise.reject(new Error('boom')))).toBe(1);
    expect(await code).toBe(1);
    expect(output.errLines).toEqual(['Something went wrong inside Runwright: boom']);
  });
});

describe('the first process', () => {
  it.each([
    ['nothing', undefined],
    ['another shape', { argv: 'jobs', cwd: '/x', reply: '/y' }],
    ['a field too many', { argv: [], cwd: '/x', reply: '/y', more: 1 }],
    ['a pipe that is not there', { argv: [], cwd: '/x', reply: '/none/such' }],
  ])('runs nothing for %s', async (_name, data) => {
    let runs = 0;
    const ran = await answerHandOver(data, async () => {
      runs += 1;
      return 0;
    });
    expect([ran, runs]).toEqual([null, 0]);
  });
});

describe('the pipe', () => {
  it.skipIf(process.platform === 'win32')('lies in a folder that only this user may enter', () => {
    expect(statSync(path.dirname(pipe.address)).mode & 0o777).toBe(0o700);
  });

  it('is gone with its folder after it was disposed of, once or twice', async () => {
    pipe.dispose();
    pipe.dispose();
    await expect.poll(() => existsSync(path.dirname(pipe.address))).toBe(false);
  });

  it('has a name that the system takes although the folder for temporary files is deep', async () => {
    const deep = await openReplyPipe(process.platform, path.join(folder, 'd'.repeat(90)), systemRandom);
    expect(deep.address.length).toBeLessThan(100);
    deep.dispose();
  });

  it('takes one caller only', async () => {
    const { output, code } = second();
    const ran = first(async (command) => {
      const late = connect(pipe.address);
      await new Promise<void>((resolve) => {
        late.on('error', () => undefined);
        late.on('close', () => resolve());
        late.write('{"kind":"out","line":"forged"}\n');
      });
      command.output.out('true');
      return 0;
    });
    expect(await code).toBe(0);
    expect(await ran).toBe(0);
    expect(output.outLines).toEqual(['true']);
  });
});

import { tmpdir } from 'node:os';
import { app } from 'electron';
import { systemClock } from '../../shared/clock.ts';
import { systemRandom } from '../../shared/random.ts';
import type { DataFault } from '../database/unusable.ts';
import { Application } from './application.ts';
import { startCommandLine } from './cli/execute.ts';
import { EXIT } from './cli/exit-code.ts';
import { openReplyPipe } from './cli/hand-over-second.ts';
import { createInterrupts, type InterruptSource } from './cli/interrupts.ts';
import { type CliOutput, streamOutput } from './cli/output.ts';
import { userArgs } from './cli/switches.ts';
import { chromiumFolder, prepareDataFolder, whyNoLock } from './data-folder.ts';
import { chooseDataDir, dataPaths } from './paths.ts';
import { tellBlocked } from './start-failure/blocked.ts';
import { harden } from './window/deny.ts';
import { registerSchemes } from './window/protocols.ts';

/** How long a first process may take to answer a command that was handed over. */
const HAND_OVER_MS = 20_000;

registerSchemes();
// Until the app says so itself: no window closing ends it, and no page is ever created unhardened.
app.on('window-all-closed', () => undefined);
app.on('web-contents-created', (_event, contents) => harden(contents.session, contents));

const output = streamOutput(process.stdout, process.stderr);
void main(output).then(
  (code) => exitWith(code),
  (error: unknown) => {
    output.err(error instanceof Error ? error.message : String(error));
    return exitWith(1);
  },
);

/** Reads the command line, finds the data folder, and either hands the command over or becomes the app. */
async function main(out: CliOutput): Promise<number> {
  const args = userArgs(process.argv, app.isPackaged);
  const started = startCommandLine(args, out, app.getVersion());
  if ('exit' in started) return started.exit;

  const cwd = process.cwd();
  const paths = dataPaths(
    chooseDataDir(started.data ?? undefined, process.env, cwd, app.getPath('userData')),
  );
  const interrupts = createInterrupts();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => interrupts.interrupt());
  const isWindow = started.command.kind === 'window';
  const lookAgain = (): DataFault | null => prepareDataFolder(paths);
  const blocked = (fault: DataFault): Promise<number> =>
    tellBlocked({ fault, isWindow, output: out, interrupts, lookAgain });
  const fault = prepareDataFolder(paths);
  if (fault !== null) return blocked(fault);
  // Chromium's own files and the single-instance lock live inside the data folder: one app a folder.
  app.setPath('userData', chromiumFolder(paths));

  if (started.command.kind === 'window') {
    const { link = null, hidden = false } = started.command;
    if (!app.requestSingleInstanceLock({ link, hidden })) {
      const noLock = whyNoLock(paths);
      // Without a reason of the disk another instance runs, and that one shows its window.
      return noLock === null ? EXIT.done : blocked(noLock);
    }
  } else {
    const pipe = await openReplyPipe(process.platform, tmpdir(), systemRandom);
    if (!app.requestSingleInstanceLock({ argv: args, cwd, reply: pipe.address })) {
      const noLock = whyNoLock(paths);
      if (noLock !== null) {
        pipe.dispose();
        return blocked(noLock);
      }
      await app.whenReady();
      listenForSignals(interrupts);
      return pipe.answer({ output: out, interrupts, clock: systemClock, connectMs: HAND_OVER_MS });
    }
    pipe.dispose();
  }
  await app.whenReady();
  listenForSignals(interrupts);
  return new Application({ paths, output: out, interrupts, cwd }).run(started.command);
}

/** Only once the app is ready, and never before: Chromium puts its own handlers over earlier ones and quits unheard. */
function listenForSignals(interrupts: InterruptSource): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => interrupts.interrupt());
}

async function exitWith(code: number): Promise<void> {
  await output.drained();
  app.exit(code);
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import type { DataFault } from '../../database/unusable.ts';
import { EXIT } from '../cli/exit-code.ts';
import type { Interrupts } from '../cli/interrupts.ts';
import type { CliOutput } from '../cli/output.ts';
import { openStartFailure } from './window.ts';

export interface BlockedStart {
  readonly fault: DataFault;
  readonly isWindow: boolean;
  readonly output: CliOutput;
  readonly interrupts: Interrupts;
  /** Looks again; null = the folder can be used now. */
  readonly lookAgain: () => DataFault | null;
}

/**
 * Tells that the data folder cannot be used at all, before anything of the app lives in it; gives the exit code.
 * When a try finds the folder usable, the app starts afresh: a process cannot move into another folder.
 */
export async function tellBlocked(blocked: BlockedStart): Promise<number> {
  const { fault, isWindow, output, interrupts, lookAgain } = blocked;
  output.err(fault.message);
  if (!isWindow) return EXIT.badInput;
  // Chromium cannot live without a folder that takes its files.
  const shelter = mkdtempSync(join(tmpdir(), 'runwright-'));
  process.once('exit', () => rmSync(shelter, { recursive: true, force: true }));
  app.setPath('userData', shelter);
  await app.whenReady();
  const window = openStartFailure({
    error: fault,
    built: join(app.getAppPath(), 'out'),
    open: () => {
      const still = lookAgain();
      if (still !== null) throw still;
    },
    moveAway: () => undefined,
    failed: (error) => output.err(error instanceof Error ? error.message : String(error)),
    onBug: (name, error) => output.err(`${name}: ${String(error)}`),
  });
  const giveUp = (): void => window.close();
  app.on('before-quit', giveUp);
  const interrupt = interrupts.onInterrupt(giveUp);
  const isUsable = await window.answered;
  interrupt.dispose();
  window.close();
  if (!isUsable) return EXIT.badInput;
  app.relaunch();
  return EXIT.done;
}

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Installable } from '../../../shared/browsers/installable.ts';
import { readPercentLine } from '../../../shared/browsers/percent-line.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Installation } from '../../../shared/ipc/browsers.ts';
import { installFault } from './install-fault.ts';
import { buildFolders, removeHalf } from './install-leftovers.ts';
import type { InstallerProcess, StartInstaller } from './installer-process.ts';

export interface BrowserInstallerDeps {
  readonly start: StartInstaller;
  /** Where Playwright keeps its browsers, absolute. */
  readonly registry: string;
  /** A folder of the app for what is thrown away, absolute. */
  readonly temporary: string;
  /** Something of `now` is another than before. */
  changed(): void;
  /** A browser was installed. */
  installed(kind: Installable): void;
  note(level: 'INFO' | 'WARN', subject: string, message: string): void;
}

type Running = Extract<Installation, { state: 'running' }>;

/** The installation under way. */
interface Run {
  state: Running;
  readonly process: InstallerProcess;
  readonly ended: Promise<void>;
  stopped: boolean;
}

/** The end of what the installer printed is kept up to this length: that is where it says why. */
const KEPT_TEXT = 20_000;
const LONGEST_PART = 80;

/** Installs Playwright's builds, one at a time, with Playwright's own installer. What is cut short leaves nothing behind. */
export class BrowserInstaller {
  readonly #deps: BrowserInstallerDeps;
  #run: Run | null = null;
  #failed: Installation | null = null;
  #closed = false;

  constructor(deps: BrowserInstallerDeps) {
    this.#deps = deps;
  }

  /** What is under way, else why the last one failed, else null. */
  get now(): Installation | null {
    return this.#run?.state ?? this.#failed;
  }

  /**
   * Begins to install.
   * @throws AppError `conflict` while another one is under way
   */
  install(kind: Installable): void {
    if (this.#closed) throw new AppError('unavailable', 'The app is closing.');
    if (this.#run !== null) {
      throw new AppError('conflict', 'Another browser is being installed: wait for its end, or stop it.');
    }
    this.#failed = null;
    this.#run = this.#begin(kind);
    this.#deps.changed();
  }

  /** Ends what is under way, and is done when nothing of it is left; false = there was nothing. */
  async cancel(): Promise<boolean> {
    const run = this.#run;
    if (run === null) return false;
    run.stopped = true;
    run.process.kill();
    await run.ended;
    return true;
  }

  /** Ends what is under way for good. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.cancel();
  }

  #begin(kind: Installable): Run {
    const { registry, temporary, start } = this.#deps;
    mkdirSync(temporary, { recursive: true });
    const folder = mkdtempSync(join(temporary, 'install-'));
    const before = buildFolders(registry);
    const ended = Promise.withResolvers<void>();
    let [printed, rest, began] = ['', '', false];
    const process = start(kind, folder, {
      onText: (text) => {
        printed = (printed + text).slice(-KEPT_TEXT);
        const lines = (rest + text).split(/\r?\n/);
        rest = (lines.pop() ?? '').slice(-KEPT_TEXT);
        for (const line of lines) began = this.#heard(line) || began;
      },
      onGone: (code) => {
        const stopped = this.#run?.stopped === true;
        this.#clean(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
        if (code !== 0) this.#clean(() => removeHalf(registry, before, began));
        this.#run = null;
        this.#end(kind, code, stopped, printed);
        ended.resolve();
      },
    });
    return {
      state: { state: 'running', kind, part: null, percent: null, bytes: null },
      process,
      ended: ended.promise,
      stopped: false,
    };
  }

  #clean(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#deps.note('WARN', 'installer', `something was left behind: ${String(error)}`);
    }
  }

  #end(kind: Installable, code: number, stopped: boolean, printed: string): void {
    const { note, installed, changed } = this.#deps;
    if (code === 0) {
      note('INFO', 'installer', `${kind} was installed`);
      installed(kind);
    } else if (!stopped) {
      this.#failed = { state: 'failed', kind, ...installFault(printed) };
      note('WARN', 'installer', `${kind} was not installed: ${this.#failed.message}`);
    }
    changed();
  }

  /** Takes a line in; true = it tells of a download, which is never before the installer holds the lock. */
  #heard(line: string): boolean {
    const run = this.#run;
    if (run === null) return false;
    const percent = readPercentLine(line);
    const part = /^Downloading (.+?)(?: \(playwright|$)/.exec(line)?.[1];
    if (percent !== null) this.#tell(run, percent);
    else if (part !== undefined) {
      this.#tell(run, { part: part.slice(0, LONGEST_PART), percent: null, bytes: null });
    }
    return percent !== null || part !== undefined;
  }

  #tell(run: Run, change: Partial<Pick<Running, 'part' | 'percent' | 'bytes'>>): void {
    const before = run.state;
    // Playwright prints every tenth part once more.
    if ('percent' in change && change.percent === before.percent && change.part === undefined) return;
    run.state = { ...before, ...change };
    this.#deps.changed();
  }
}

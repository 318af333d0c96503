import { join } from 'node:path';
import { app, powerMonitor, safeStorage } from 'electron';
import * as z from 'zod';
import { sleep, systemClock } from '../../shared/clock.ts';
import { parseDeepLink } from '../../shared/deep-link.ts';
import { WantedPlace } from '../../shared/notices/notice.ts';
import { Background } from './background/background.ts';
import type { WindowCommand } from './cli/args.ts';
import { doctorWithoutData } from './cli/doctor.ts';
import { executeCommand, type ServiceCommand, startCommandLine } from './cli/execute.ts';
import { EXIT } from './cli/exit-code.ts';
import { printError } from './cli/faults.ts';
import { answerHandOver, type HandedCommand } from './cli/hand-over-first.ts';
import { HandOver } from './cli/hand-over-frames.ts';
import type { Interrupts } from './cli/interrupts.ts';
import type { CliOutput } from './cli/output.ts';
import { createConsoleMirror } from './console-mirror.ts';
import { type Core, createCore } from './core.ts';
import { explaining } from './health/explaining.ts';
import { Lifetime } from './lifetime.ts';
import type { DataPaths } from './paths.ts';
import { checkMachine } from './services/checks.ts';
import { cliServices } from './services/cli-services.ts';
import { moveDataAway } from './start-failure/move-data-away.ts';
import { openStartFailure, type StartFailureWindow } from './start-failure/window.ts';
import { WindowApp } from './window-app.ts';

export interface ApplicationOptions {
  readonly paths: DataPaths;
  readonly output: CliOutput;
  readonly interrupts: Interrupts;
  /** Working folder of whoever started the app. */
  readonly cwd: string;
}

/** Workers start after the first picture, so that the two do not fight for the processor; but no later than this. */
const PAINT_MS = 3_000;

/** What a later start of the window hands over. */
const WindowWish = z.strictObject({ link: WantedPlace.nullable(), hidden: z.boolean() });

/** What `startCommandLine` leaves to do. */
export type StartCommand = ServiceCommand | WindowCommand;

/**
 * The one process that works on a data folder. It lives as long as a window is open or a command is under way
 * (its own, or one that a later process handed over); then it drains its workers and ends.
 */
export class Application {
  readonly #options: ApplicationOptions;
  readonly #ended = Promise.withResolvers<void>();
  readonly #lifetime = new Lifetime(() => this.#ended.resolve());
  #core: Core | undefined;
  #windows: WindowApp | undefined;
  #background: Background | undefined;
  #releaseHidden: (() => void) | undefined;
  #workersStarted: Promise<void> | undefined;
  #ending = false;
  /** What the last try to open the data threw. */
  #failure: unknown;
  #failureWindow: StartFailureWindow | undefined;

  constructor(options: ApplicationOptions) {
    this.#options = options;
  }

  /** Does what the command says, then whatever is handed over meanwhile; gives the exit code of the own command. */
  async run(command: StartCommand): Promise<number> {
    app.on('second-instance', (_event, _argv, _cwd, data) => void this.#secondInstance(data));
    app.on('before-quit', (event) => this.#beforeQuit(event));
    app.on('activate', () => this.#windows !== undefined && this.#openWindow());
    app.on('open-url', (event, url) => {
      event.preventDefault();
      this.#openWindow(parseDeepLink(url) ?? undefined);
    });
    this.#tellOwnErrors();
    const core = await this.#open(command);
    if (core === null) return this.#endWithoutData(command);
    const code = command.kind === 'window' ? this.#runWindow(command) : this.#runOwnCommand(command);
    const [exitCode] = await Promise.all([code, this.#ended.promise]);
    this.#ending = true;
    this.#background?.dispose();
    await core.stop();
    return exitCode;
  }

  /** Opens the data, or says in one sentence why that is not possible; a window also offers what can be done about it. */
  async #open({ kind }: StartCommand): Promise<Core | null> {
    const isWindow = kind === 'window';
    try {
      return this.#createCore(isWindow);
    } catch (error) {
      this.#failure = error;
      // The doctor tells it as one of its checks.
      if (kind !== 'doctor') this.#tellFailure(error);
      return isWindow ? this.#askAboutFailure(error) : null;
    }
  }

  async #endWithoutData(command: StartCommand): Promise<number> {
    if (command.kind !== 'doctor') return EXIT.badInput;
    const { paths, output } = this.#options;
    return doctorWithoutData(command, output, await checkMachine(paths), this.#failure);
  }

  #createCore(isWindow: boolean): Core {
    const { paths, output } = this.#options;
    this.#core = createCore({
      paths,
      built: join(app.getAppPath(), 'out'),
      examples: join(app.getAppPath(), 'examples'),
      // A command tells its steps itself; what is wrong is told by both.
      mirror: createConsoleMirror((line) => output.err(line), isWindow ? 'DEBUG' : 'WARN'),
      keyStore: safeStorage,
      power: powerMonitor,
    });
    return this.#core;
  }

  #tellFailure(error: unknown): void {
    this.#failure = error;
    printError(this.#options.output, error);
  }

  /** Shows why the app cannot start until a try works or the person gives up (null). */
  async #askAboutFailure(error: unknown): Promise<Core | null> {
    const { paths, interrupts, output } = this.#options;
    const window = openStartFailure({
      error,
      built: join(app.getAppPath(), 'out'),
      open: () => this.#createCore(true),
      moveAway: () => moveDataAway(paths, systemClock.now()),
      failed: (again) => this.#tellFailure(again),
      onBug: (name, bug) => output.err(`${name}: ${String(bug)}`),
    });
    this.#failureWindow = window;
    const interrupt = interrupts.onInterrupt(() => window.close());
    const isOpen = await Promise.race([window.answered, this.#ended.promise]);
    interrupt.dispose();
    if (isOpen !== true) {
      window.close();
      return null;
    }
    return this.#core ?? null;
  }

  async #runWindow({ link, hidden }: WindowCommand): Promise<number> {
    const release = this.#lifetime.hold();
    const interrupt = this.#options.interrupts.onInterrupt(() => app.quit());
    // Without a window the app lives until it is quit, or until a window that was opened then is closed.
    if (hidden === true) this.#releaseHidden = this.#lifetime.hold();
    else this.#openWindow(link);
    this.#runInBackground();
    release();
    // Quit while it was still painting: then it is not waited for, and nothing is started any more.
    // Nor is a window that does not come to paint: its jobs must not wait for it.
    await Promise.race([this.#windows?.painted(), this.#ended.promise, sleep(systemClock, PAINT_MS)]);
    this.#failureWindow?.close();
    if (!this.#ending) await this.#startWorkers();
    if (!this.#ending) this.#background?.start();
    await this.#ended.promise;
    interrupt.dispose();
    return EXIT.done;
  }

  async #runOwnCommand(command: ServiceCommand): Promise<number> {
    const { output, interrupts, cwd } = this.#options;
    const release = this.#lifetime.hold();
    try {
      return await this.#execute(command, { output, interrupts, cwd });
    } finally {
      release();
    }
  }

  async #execute(command: ServiceCommand, from: Omit<HandedCommand, 'argv'>): Promise<number> {
    const core = this.#core;
    if (core === undefined) return EXIT.failed;
    if (command.kind === 'run') await this.#startWorkers();
    return this.#unlessDamaged(
      core,
      executeCommand(command, {
        ...from,
        services: explaining(cliServices(core), (error) => core.dataWatch.explain(error)),
        clock: systemClock,
        version: app.getVersion(),
        staysOpen: this.#windows !== undefined,
      }),
    );
  }

  /** Once the data file is found damaged, no job of the command comes to its end any more. The watch has said why. */
  async #unlessDamaged(core: Core, code: Promise<number>): Promise<number> {
    const damaged = Promise.withResolvers<number>();
    const watching = core.dataWatch.onChange(({ state }) => {
      if (state === 'damaged') damaged.resolve(EXIT.failed);
    });
    try {
      return await Promise.race([code, damaged.promise]);
    } finally {
      watching.dispose();
    }
  }

  /** A later start on the same data: its command is run here, or its window is this one. */
  async #secondInstance(data: unknown): Promise<void> {
    if (this.#ending) return;
    if (this.#core === undefined) return this.#answerWithoutData(data);
    const release = this.#lifetime.hold();
    try {
      if (HandOver.safeParse(data).success) {
        await answerHandOver(data, (handed) => this.#runHanded(handed));
      } else {
        const wish = WindowWish.safeParse(data).data;
        if (wish?.hidden !== true) this.#openWindow(wish?.link ?? undefined);
        this.#runInBackground();
        await this.#startWorkers();
        this.#background?.start();
      }
    } finally {
      release();
    }
  }

  /** A later start while the data cannot be opened: it hears the same sentence, or its window is this one. */
  async #answerWithoutData(data: unknown): Promise<void> {
    if (!HandOver.safeParse(data).success) return this.#failureWindow?.focus();
    await answerHandOver(data, async ({ output }) => {
      printError(output, this.#failure);
      return EXIT.badInput;
    });
  }

  async #runHanded({ argv, ...from }: HandedCommand): Promise<number> {
    const started = startCommandLine(argv, from.output, app.getVersion());
    if ('exit' in started) return started.exit;
    if (started.command.kind === 'window') return EXIT.done;
    return this.#execute(started.command, from);
  }

  #openWindow(place?: WantedPlace): void {
    const core = this.#core;
    if (core === undefined || this.#ending) return;
    if (place !== undefined) core.places.want(place);
    this.#windows ??= new WindowApp({
      core,
      built: join(app.getAppPath(), 'out'),
      onBug: (name, error) =>
        this.#options.output.err(`${name}: ${error instanceof Error ? error.stack : error}`),
    });
    this.#windows.open(this.#lifetime.hold());
    this.#releaseHidden?.();
    this.#releaseHidden = undefined;
  }

  #runInBackground(): void {
    const core = this.#core;
    if (core === undefined) return;
    this.#background ??= new Background({
      core,
      hold: () => this.#lifetime.hold(),
      open: (place) => this.#openWindow(place),
      onBug: (name, error) => this.#options.output.err(`${name}: ${String(error)}`),
    });
  }

  #startWorkers(): Promise<void> {
    this.#workersStarted ??= this.#core?.start() ?? Promise.resolve();
    return this.#workersStarted;
  }

  /** Quitting is asking for the end: running jobs get their time, then `run` settles and the process exits. */
  #beforeQuit(event: { preventDefault(): void }): void {
    event.preventDefault();
    this.#ending = true;
    this.#ended.resolve();
  }

  /** Electron answers an error of main with a box that stops everything until it is clicked away: write it down instead. */
  #tellOwnErrors(): void {
    const tell = (error: unknown): void => {
      if (this.#core?.dataWatch.took(error)) return;
      this.#options.output.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
    };
    process.on('uncaughtException', tell);
    process.on('unhandledRejection', tell);
  }
}

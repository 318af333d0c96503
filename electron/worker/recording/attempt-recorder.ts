import type { ArtifactContent } from '../../../shared/actions/run.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { ArtifactPolicy, When } from '../../../shared/flow/schema.ts';
import type { ArtifactKind } from '../../../shared/job/schema.ts';
import type { ArtifactFolder } from '../artifacts.ts';
import { MAX_HTML } from '../browser/failure/html-limit.ts';
import { classify } from '../classify.ts';
import type { StepLog } from '../log-sink.ts';
import type { Masker } from '../masker.ts';
import type { BrowserSession, SessionOptions } from '../session.ts';
import { abortable } from '../stopped.ts';
import { type Recorded, type TraceGrounds, traceOf, whyNotRecorded } from '../trace-policy.ts';
import { ConsoleFile } from './console-file.ts';
import { HarFiles } from './har-files.ts';
import { type AttemptEnd, isKept } from './kept.ts';
import { ScratchFolder } from './scratch-folder.ts';
import type { SessionRecorder } from './session-recorder.ts';
import { TraceFiles } from './trace-files.ts';

/** Read beyond what is kept: a secret at its end must be whole to be masked. */
const SLACK = 10_000;

export interface RecorderDeps {
  readonly clock: Clock;
  readonly masker: Masker;
  readonly artifacts: ArtifactFolder;
  readonly log: StepLog;
  /** The attempt is stopped: nothing more of a living page is kept. */
  readonly signal: AbortSignal;
  /** A person typed into the page: what was recorded may hold it. */
  readonly typed: () => boolean;
}

/** Keeps one file of the attempt; that it cannot be kept is told and does no harm. */
export type KeepFile = (kind: ArtifactKind, name: string, content: ArtifactContent) => Promise<void>;

/**
 * What is recorded of one attempt beside its steps: trace, video, HAR file, console, and the page at its end.
 * What becomes of it is decided when the end is known; until then it is on disk, bounded, in a folder of its own.
 */
export class AttemptRecorder {
  readonly #deps: RecorderDeps;
  readonly #policy: ArtifactPolicy;
  readonly #wanted: ReadonlySet<Recorded>;
  readonly #trace: TraceFiles | null;
  readonly #har: HarFiles | null;
  readonly #console: ConsoleFile | null;
  readonly #scratch = new ScratchFolder();
  readonly #wish: Pick<SessionOptions, 'trace' | 'video'>;
  #browser: SessionRecorder | null = null;
  /** How many secrets were known when the recording began; null = it has not begun. */
  #secrets: number | null = null;

  /** Decides what is recorded; the log says what is not, although the flow wants it. */
  constructor(deps: RecorderDeps, grounds: TraceGrounds) {
    this.#deps = deps;
    this.#policy = grounds.flow.artifacts;
    this.#wanted = wantedOf(grounds, deps.log);
    const files = { scratch: this.#scratch, log: deps.log };
    const keep: KeepFile = (kind, name, content) => this.#keep(kind, name, content);
    this.#trace = this.#wanted.has('trace')
      ? new TraceFiles({
          ...files,
          keep,
          isKept: this.#policy.trace === 'always',
          mayKeep: () => this.#mayKeep(),
        })
      : null;
    this.#har = this.#wanted.has('HAR file') ? new HarFiles({ ...files, keep }) : null;
    const { clock, masker } = deps;
    this.#console =
      this.#policy.console === 'never' ? null : new ConsoleFile({ clock, masker, scratch: this.#scratch });
    this.#wish = {
      trace: this.#trace === null ? null : traceOf(grounds.flow),
      video: this.#wanted.has('video'),
    };
  }

  /** What the browser is to record from its first moment. */
  get wish(): Pick<SessionOptions, 'trace' | 'video'> {
    return this.#wish;
  }

  /** The browser is there. */
  async begin({ recorder }: Pick<BrowserSession, 'recorder'>): Promise<void> {
    this.#browser = recorder;
    this.#secrets = this.#deps.masker.secrets.length;
    const lines = this.#console;
    if (lines !== null) recorder.hear((line) => lines.add(line));
    await this.#har?.begin(recorder);
  }

  /** A step is about to begin: the trace of a long run is cut between two of them. */
  async stepBegins(path: string, action: string): Promise<void> {
    if (this.#browser !== null) await this.#trace?.stepBegins(path, action, this.#browser);
  }

  /** The steps are over, and the page is still there. */
  async stepsEnded(end: 'completed' | 'failed'): Promise<void> {
    const browser = this.#browser;
    if (browser === null) return;
    const { signal } = this.#deps;
    await abortable(signal, this.#pageFiles(end, browser)).catch(() => undefined);
  }

  /** The browser is closed: keeps what needs none, and removes what is left. */
  async closed(end: AttemptEnd): Promise<void> {
    try {
      const keeps = end !== 'released' && this.#mayKeep();
      await this.#keepVideos(keeps && this.#wanted.has('video') && isKept(this.#policy.video, end));
      if (keeps && isKept(this.#policy.console, end)) await this.#keepConsole();
    } finally {
      this.#browser?.hear(null);
      await this.#scratch.remove().catch(() => undefined);
    }
  }

  async #pageFiles(end: 'completed' | 'failed', browser: SessionRecorder): Promise<void> {
    const { trace, har, source } = this.#policy;
    if (!this.#mayKeep()) return this.#tellNotKept(end);
    if (end === 'completed' && source === 'always') await this.#keepSource(browser);
    if (isKept(trace, end)) await this.#trace?.end(browser);
    if (isKept(har, end)) await this.#har?.end(browser);
  }

  /** What came up while it was recorded, nobody has covered there. */
  #mayKeep(): boolean {
    const { masker, typed } = this.#deps;
    return !typed() && masker.secrets.length === (this.#secrets ?? masker.secrets.length);
  }

  #tellNotKept(end: AttemptEnd): void {
    const { log, typed } = this.#deps;
    const why = typed() ? 'it would hold what a person typed' : 'a secret came up while it was recorded';
    for (const what of this.#wanted) {
      if (isKept(whenOf(what, this.#policy), end)) log('INFO', `No ${what} is kept: ${why}.`);
    }
  }

  async #keepSource(browser: SessionRecorder): Promise<void> {
    const { masker, log } = this.#deps;
    try {
      const text = masker.text(await browser.source(MAX_HTML + SLACK)).slice(0, MAX_HTML);
      await this.#keep('page', 'page-at-end.html', { text });
    } catch (error) {
      log('WARN', `The page’s source could not be kept: ${classify(error).message}`);
    }
  }

  async #keepVideos(isWanted: boolean): Promise<void> {
    let number = 0;
    const save = async (saveTo: (path: string) => Promise<void>): Promise<void> => {
      number++;
      await this.#keep('video', number === 1 ? 'video.webm' : `video-page-${number}.webm`, { saveTo });
    };
    await this.#browser?.videos(isWanted ? save : null).catch(() => undefined);
  }

  async #keepConsole(): Promise<void> {
    try {
      const content = (await this.#console?.end()) ?? null;
      if (content !== null) await this.#keep('console', 'console.txt', content);
    } catch (error) {
      this.#deps.log('WARN', `The console could not be kept: ${classify(error).message}`);
    }
  }

  async #keep(kind: ArtifactKind, name: string, content: ArtifactContent): Promise<void> {
    try {
      await this.#deps.artifacts.keep(kind, name, content, null);
    } catch (error) {
      this.#deps.log('WARN', `“${name}” could not be kept: ${classify(error).message}`);
    }
  }
}

/** What the flow wants recorded and may be. */
function wantedOf(grounds: TraceGrounds, log: StepLog): ReadonlySet<Recorded> {
  const wanted = new Set<Recorded>();
  for (const what of ['trace', 'video', 'HAR file'] as const) {
    if (whenOf(what, grounds.flow.artifacts) === 'never') continue;
    const why = whyNotRecorded(what, grounds);
    if (why === null) wanted.add(what);
    else log('INFO', `No ${what} is kept: ${why}.`);
  }
  return wanted;
}

function whenOf(what: Recorded, { trace, video, har }: ArtifactPolicy): When {
  return { trace, video, 'HAR file': har }[what];
}

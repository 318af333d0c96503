import { movedFrom } from '../artifacts.ts';
import { classify } from '../classify.ts';
import type { StepLog } from '../log-sink.ts';
import type { KeepFile } from './attempt-recorder.ts';
import { Pieces } from './pieces.ts';
import type { ScratchFolder } from './scratch-folder.ts';
import type { SessionRecorder } from './session-recorder.ts';
import { TracePieces } from './trace-pieces.ts';

/** So many of the newest pieces wait for a failure, the one that is being made not counted. */
const WAITING = 2;

export interface TraceDeps {
  readonly scratch: ScratchFolder;
  readonly log: StepLog;
  readonly keep: KeepFile;
  /** Every piece is kept as it ends; else the newest few, when the attempt fails. */
  readonly isKept: boolean;
  /** Nothing came up that a trace may not hold. */
  readonly mayKeep: () => boolean;
}

/** The trace of one attempt: one file, or pieces when it is long. */
export class TraceFiles {
  readonly #deps: TraceDeps;
  readonly #cuts = new TracePieces();
  readonly #waiting = new Pieces(WAITING);
  /** The browser could not write a piece: nothing more comes of it. */
  #broken = false;

  constructor(deps: TraceDeps) {
    this.#deps = deps;
  }

  /** Never throws: a job does not fail for its trace. */
  async stepBegins(path: string, action: string, browser: SessionRecorder): Promise<void> {
    if (this.#broken) return;
    try {
      if (await this.#cuts.endsBefore(action, () => browser.traceBytes())) await this.#cut(browser);
    } catch (error) {
      this.#broken = true;
      this.#deps.log('WARN', `The trace ends before step ${path}: ${classify(error).message}`);
    }
    this.#cuts.begins(path);
  }

  /** Ends the trace and keeps it. */
  async end(browser: SessionRecorder): Promise<void> {
    for (const { name, file } of this.#waiting.take()) await this.#deps.keep('trace', name, movedFrom(file));
    if (this.#broken) return;
    const name = this.#cuts.ended === 0 ? 'trace.zip' : this.#cuts.end();
    await this.#deps.keep('trace', name, { saveTo: (path) => browser.endTrace(path) });
  }

  async #cut(browser: SessionRecorder): Promise<void> {
    const name = this.#cuts.end();
    const file = await this.#deps.scratch.file(name);
    await browser.cutTrace(file);
    if (this.#deps.isKept && this.#deps.mayKeep()) await this.#deps.keep('trace', name, movedFrom(file));
    else await this.#waiting.add({ name, file });
  }
}

import { movedFrom } from '../artifacts.ts';
import { classify } from '../classify.ts';
import type { StepLog } from '../log-sink.ts';
import type { KeepFile } from './attempt-recorder.ts';
import { Pieces } from './pieces.ts';
import type { ScratchFolder } from './scratch-folder.ts';
import type { SessionRecorder } from './session-recorder.ts';

/** So many of the newest files of an attempt are kept. */
const MAX_FILES = 4;

export interface HarDeps {
  readonly scratch: ScratchFolder;
  readonly log: StepLog;
  readonly keep: KeepFile;
}

/** The HAR files of one attempt: one, or the newest few of an attempt that asked for a great deal. */
export class HarFiles {
  readonly #deps: HarDeps;
  readonly #pieces = new Pieces(MAX_FILES);
  #number = 0;
  #file: string | null = null;
  /** Files are begun and ended one after another. */
  #turn: Promise<void> = Promise.resolve();

  constructor(deps: HarDeps) {
    this.#deps = deps;
  }

  begin(browser: SessionRecorder): Promise<void> {
    return this.#next(() => this.#start(browser));
  }

  /** Ends the present file and keeps what there is. */
  async end(browser: SessionRecorder): Promise<void> {
    await this.#next(() => this.#stop(browser));
    const pieces = this.#pieces.take();
    const only = pieces.length === 1 && this.#pieces.dropped === 0;
    for (const { name, file } of pieces) {
      await this.#deps.keep('har', only ? 'network.har' : name, movedFrom(file));
    }
  }

  /** What fails here ends the recording, never the job. */
  #next(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work).catch((error: unknown) => {
      this.#file = null;
      this.#deps.log('WARN', `The HAR file could not be written: ${classify(error).message}`);
    });
    return this.#turn;
  }

  async #start(browser: SessionRecorder): Promise<void> {
    const file = await this.#deps.scratch.file(`network-${++this.#number}.har`);
    await browser.startHar(file, () => void this.#next(() => this.#cut(browser)));
    this.#file = file;
  }

  async #stop(browser: SessionRecorder): Promise<void> {
    const file = this.#file;
    if (file === null) return;
    this.#file = null;
    await browser.stopHar();
    await this.#pieces.add({ name: `network-${String(this.#number).padStart(3, '0')}.har`, file });
  }

  async #cut(browser: SessionRecorder): Promise<void> {
    if (this.#file === null) return;
    await this.#stop(browser);
    await this.#start(browser);
  }
}

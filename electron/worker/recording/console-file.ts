import { appendFile } from 'node:fs/promises';
import type { ArtifactContent } from '../../../shared/actions/run.ts';
import type { Clock } from '../../../shared/clock.ts';
import { movedFrom } from '../artifacts.ts';
import type { Masker } from '../masker.ts';
import type { ScratchFolder } from './scratch-folder.ts';
import type { PageLine } from './session-recorder.ts';

/** A console file is not larger, bytes. */
export const MAX_CONSOLE = 5 * 1024 ** 2;
/** So much waits in memory: the usual attempt writes nothing before its end. */
const BUFFERED = 64 * 1024;
/** A longer line is cut, characters. */
const MAX_LINE = 10_000;

export interface ConsoleDeps {
  readonly clock: Clock;
  readonly masker: Masker;
  readonly scratch: ScratchFolder;
}

/** Everything that the pages of an attempt told, a line each, masked as it comes; however much they tell, it stays bounded. */
export class ConsoleFile {
  readonly #deps: ConsoleDeps;
  #waiting: string[] = [];
  #waitingBytes = 0;
  #bytes = 0;
  #leftOut = 0;
  #file: string | null = null;
  /** Writes come one after another; a full disk ends the file. */
  #written: Promise<void> = Promise.resolve();

  constructor(deps: ConsoleDeps) {
    this.#deps = deps;
  }

  add(line: PageLine): void {
    if (this.#leftOut > 0) {
      this.#leftOut++;
      return;
    }
    const text = this.#text(line);
    const bytes = Buffer.byteLength(text);
    if (this.#bytes + bytes > MAX_CONSOLE) {
      this.#leftOut = 1;
      return;
    }
    this.#bytes += bytes;
    this.#waitingBytes += bytes;
    this.#waiting.push(text);
    if (this.#waitingBytes >= BUFFERED) this.#flush();
  }

  /** The file as it is to be kept; null = nobody said anything. @throws when it could not be written */
  async end(): Promise<ArtifactContent | null> {
    if (this.#bytes === 0) return null;
    if (this.#leftOut > 0) this.#waiting.push(cutWords(this.#leftOut));
    if (this.#file === null && this.#bytes < BUFFERED) return { text: this.#waiting.join('') };
    this.#flush();
    await this.#written;
    return this.#file === null ? null : movedFrom(this.#file);
  }

  #flush(): void {
    const text = this.#waiting.join('');
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#written = this.#written.then(async () => {
      this.#file ??= await this.#deps.scratch.file('console.txt');
      await appendFile(this.#file, text);
    });
    // Told at the end, when the file is wanted.
    this.#written.catch(() => undefined);
  }

  /** Masked before it is cut, so that no part of a secret is left at its end; a line stays a line. */
  #text({ level, text, place }: PageLine): string {
    const { clock, masker } = this.#deps;
    const said = masker.text(text.slice(0, 2 * MAX_LINE));
    const cut = said.length > MAX_LINE ? `${said.slice(0, MAX_LINE)}…` : said;
    const from = place === '' ? '' : `  (${masker.text(place)})`;
    const at = new Date(clock.now()).toISOString();
    return `${at} ${level.padEnd(9)} ${cut.replaceAll(/\r?\n/g, '\n    ')}${from}\n`;
  }
}

function cutWords(lines: number): string {
  return `The file ends here: ${lines} more ${lines === 1 ? 'line was' : 'lines were'} left out, because it may have ${MAX_CONSOLE / 1024 ** 2} MB.\n`;
}

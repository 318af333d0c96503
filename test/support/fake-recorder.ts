import { writeFileSync } from 'node:fs';
import type { PageLine, SaveTo, SessionRecorder } from '../../electron/worker/recording/session-recorder.ts';

/** What a browser records, without a browser: files with one word in them. */
export class FakeRecorder implements SessionRecorder {
  /** The list of the session: what was done to it. */
  readonly done: string[];
  hasVideo = false;
  html = '<html></html>';
  bytes: number | null = 0;
  /** Tells a line as a page would. */
  tell: (line: PageLine) => void = () => undefined;
  /** Says that the present HAR file is full. */
  fillHar: () => void = () => undefined;
  /** What ending a trace fails with; null = it works. */
  traceFault: Error | null = null;
  #har: string | null = null;

  constructor(done: string[] = []) {
    this.done = done;
  }

  hear(listener: ((line: PageLine) => void) | null): void {
    this.tell = listener ?? (() => undefined);
  }
  async source(max: number): Promise<string> {
    return this.html.slice(0, max);
  }
  async traceBytes(): Promise<number | null> {
    return this.bytes;
  }
  async cutTrace(path: string): Promise<void> {
    if (this.traceFault !== null) throw this.traceFault;
    this.bytes = 0;
    writeFileSync(path, 'piece');
  }
  async endTrace(path: string): Promise<void> {
    this.done.push('trace');
    if (this.traceFault !== null) throw this.traceFault;
    writeFileSync(path, 'trace');
  }
  async startHar(path: string, onFull: () => void): Promise<void> {
    this.#har = path;
    this.fillHar = onFull;
  }
  async stopHar(): Promise<void> {
    if (this.#har !== null) writeFileSync(this.#har, '{}');
    this.#har = null;
  }
  async videos(save: ((saveTo: SaveTo) => Promise<void>) | null): Promise<void> {
    if (!this.hasVideo) return;
    await save?.(async (path) => writeFileSync(path, 'video'));
    this.done.push(save === null ? 'video thrown away' : 'video saved');
  }
}

/** One thing that a page told beside its answers. */
export interface PageLine {
  /** `log`, `error`, `exception`, `failed` … */
  readonly level: string;
  readonly text: string;
  /** Where in which script it was said, or empty. */
  readonly place: string;
}

/** Writes one file to this absolute path. */
export type SaveTo = (path: string) => Promise<void>;

/** What the browser of one attempt records of it. Everything throws what the browser throws, or that it took too long. */
export interface SessionRecorder {
  /** A video is being made. */
  readonly hasVideo: boolean;
  /** From now on hears everything that the pages tell; null = not any more. */
  hear(listener: ((line: PageLine) => void) | null): void;
  /** The page's HTML as it is now, not masked, up to so many characters. */
  source(max: number): Promise<string>;
  /** What the present piece of the trace weighs on disk, bytes; null = it is elsewhere. */
  traceBytes(): Promise<number | null>;
  /** Ends the present piece of the trace, writes it to this path, and begins the next. */
  cutTrace(path: string): Promise<void>;
  /** Ends the trace and writes what is left of it. */
  endTrace(path: string): Promise<void>;
  /**
   * Writes down requests and answers, for the file of this path.
   * @param onFull is told once, when so many have come that the file should end
   */
  startHar(path: string, onFull: () => void): Promise<void>;
  /** Ends the file: it is whole then. */
  stopHar(): Promise<void>;
  /** When the context is closed: gives each video to be saved, the first page's first. Null = throws them away. */
  videos(save: ((saveTo: SaveTo) => Promise<void>) | null): Promise<void>;
}

import type { PagePort } from '../../shared/actions/page-port.ts';
import type { BrowserSettings, Timeouts } from '../../shared/flow/schema.ts';
import type { ProfileState } from '../../shared/job/profile-state.ts';
import type { Screen } from './live/screen.ts';
import type { StepLog } from './log-sink.ts';

/** The bounds of one step. */
export interface StepLimits {
  readonly signal: AbortSignal;
  /** For each single operation, milliseconds. */
  readonly timeoutMs: number;
  readonly log: StepLog;
}

/** The browser of one attempt: a context of its own with its pages. */
export interface BrowserSession {
  /** The page as a person sees and uses it. */
  readonly screen: Screen;
  /** What a step may do with the page; good for one step. */
  pagePort(limits: StepLimits): PagePort;
  /** Address of the current page; empty before the first. */
  url(): string;
  /** A picture of the current page as it is now. */
  screenshot(): Promise<Uint8Array>;
  /** Ends the trace and writes it to this absolute path. */
  saveTrace(path: string): Promise<void>;
  /** What the sites keep in the context now: cookies, local storage, IndexedDB. */
  profileState(): Promise<ProfileState>;
  /** Closes the context; its browser is ended when that takes too long. May be called twice. */
  close(): Promise<void>;
}

/** What a trace records beside the steps. */
export interface TraceWish {
  /** The page as it was before and after each step, to look into. */
  readonly snapshots: boolean;
  /** The film strip above them: pictures all the time, which cost as much as the steps themselves. */
  readonly screenshots: boolean;
}

export interface SessionOptions {
  readonly headed: boolean;
  /** With every `{{ … }}` filled in. */
  readonly browser: BrowserSettings;
  readonly timeouts: Timeouts;
  /** What the sites keep in the context from the start; null = nothing. */
  readonly profileState: ProfileState | null;
  /** Null = none. */
  readonly trace: TraceWish | null;
  readonly signal: AbortSignal;
  readonly log: StepLog;
}

/** Opens a session. It throws what the browser throws, or the signal's reason. */
export type OpenSession = (options: SessionOptions) => Promise<BrowserSession>;

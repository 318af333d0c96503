import type { PagePort } from '../../shared/actions/page-port.ts';
import type { FailureFacts } from '../../shared/actions/run.ts';
import type { BrowserSettings, Timeouts } from '../../shared/flow/schema.ts';
import type { Target } from '../../shared/flow/target.ts';
import type {
  ConsoleEntry,
  DialogEntry,
  FailureBox,
  FailureDetail,
  RequestEntry,
  Suggestion,
  TargetMatch,
} from '../../shared/job/failure.ts';
import type { ProfileState } from '../../shared/job/profile-state.ts';
import type { Screen } from './live/screen.ts';
import type { StepLog } from './log-sink.ts';
import type { SessionRecorder } from './recording/session-recorder.ts';
import type { Picker } from './trial/picker.ts';

/** The bounds of one step. */
export interface StepLimits {
  readonly signal: AbortSignal;
  /** For each single operation, milliseconds. */
  readonly timeoutMs: number;
  readonly log: StepLog;
  /** What no picture may show. */
  readonly secrets?: readonly string[];
  /** Hears how a page that was opened answered. */
  readonly onStatus?: (status: number) => void;
  /** Hears which candidate found the element of each target of the step; null = none did. The last word counts. */
  readonly onTarget?: (target: Target, candidate: number | null) => void;
}

/** What is to be looked at when a step has failed. */
export interface FailureLook {
  readonly facts: FailureFacts | null;
  /** The step's action: which kind of element it wants. */
  readonly action: string;
  /** What no picture may show. */
  readonly secrets: readonly string[];
  readonly withPicture: boolean;
  /** With the page's source. */
  readonly withSource: boolean;
  /** Epoch milliseconds: what happened before is not wanted. */
  readonly since: number;
  /** For everything together, milliseconds. */
  readonly limitMs: number;
}

/** What was seen then; null and `missing` stand for what could not be had in the time. Nothing is masked. */
export interface FailureSight {
  readonly title: string | null;
  readonly picture: Uint8Array | null;
  readonly viewport: FailureDetail['viewport'];
  readonly html: string | null;
  readonly aria: string | null;
  readonly suggestions: readonly Suggestion[];
  readonly matchCount: number;
  readonly matches: readonly TargetMatch[];
  readonly acted: FailureBox | null;
  readonly console: readonly ConsoleEntry[];
  readonly requests: readonly RequestEntry[];
  readonly dialogs: readonly DialogEntry[];
  readonly missing: readonly string[];
}

/** The browser of one attempt: a context of its own with its pages. */
export interface BrowserSession {
  /** The page as a person sees and uses it. */
  readonly screen: Screen;
  /** What is recorded of it beside the steps. */
  readonly recorder: SessionRecorder;
  /** Looks at the page for a person who makes a flow; absent = it cannot. */
  readonly picker?: Picker;
  /** What a step may do with the page; good for one step. */
  pagePort(limits: StepLimits): PagePort;
  /** Address of the current page; empty before the first. */
  url(): string;
  /** A picture of the current page as it is now; what may be one of the secrets is covered. */
  screenshot(secrets: readonly string[]): Promise<Uint8Array>;
  /** Looks at the page of a step that has failed. Never throws, and ends in time whatever the page does. */
  lookAtFailure(look: FailureLook): Promise<FailureSight>;
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
  /** A video of each page is made. */
  readonly video?: boolean;
  readonly signal: AbortSignal;
  readonly log: StepLog;
}

/** Opens a session. It throws what the browser throws, or the signal's reason. */
export type OpenSession = (options: SessionOptions) => Promise<BrowserSession>;

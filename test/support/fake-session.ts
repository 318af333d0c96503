import type { BrowserSession, FailureLook, FailureSight, StepLimits } from '../../electron/worker/session.ts';
import type { ProfileState } from '../../shared/job/profile-state.ts';
import type { FakePage } from './fake-page.ts';
import { FakeRecorder } from './fake-recorder.ts';
import { FakeScreen } from './fake-screen.ts';

/** The browser of one attempt without a browser: one fake page, and a list of what was done to the session. */
export class FakeSession implements BrowserSession {
  readonly page: FakePage;
  readonly screen = new FakeScreen();
  readonly done: string[] = [];
  readonly recorder = new FakeRecorder(this.done);
  /** What was asked when steps failed, and what is seen then beside the usual. */
  readonly looks: FailureLook[] = [];
  sight: Partial<FailureSight> = {};
  limits: StepLimits | null = null;
  /** What the sites keep in its context, or why that cannot be read. */
  state: ProfileState | Error = { cookies: [], origins: [] };

  constructor(page: FakePage) {
    this.page = page;
  }

  pagePort(limits: StepLimits): FakePage {
    this.limits = limits;
    return this.page;
  }
  url(): string {
    return this.page.url();
  }
  async screenshot(): Promise<Uint8Array> {
    this.done.push('screenshot');
    return new Uint8Array([1]);
  }
  async lookAtFailure(look: FailureLook): Promise<FailureSight> {
    this.looks.push(look);
    if (look.withPicture) this.done.push('screenshot');
    return {
      title: this.page.pageTitle,
      picture: look.withPicture ? new Uint8Array([1]) : null,
      viewport: { width: 1280, height: 720 },
      html: look.withSource ? '<html></html>' : null,
      aria: '- document',
      suggestions: [],
      matchCount: 0,
      matches: [],
      acted: null,
      console: [],
      requests: [],
      dialogs: [],
      missing: [],
      ...this.sight,
    };
  }
  async profileState(): Promise<ProfileState> {
    this.done.push('profileState');
    if (this.state instanceof Error) throw this.state;
    return this.state;
  }
  async close(): Promise<void> {
    this.done.push('close');
  }
}

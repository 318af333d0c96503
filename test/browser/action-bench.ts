import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { Browsing } from '../../electron/worker/browser/browsing.ts';
import { DOWNLOAD_LIMITS, type DownloadLimits } from '../../electron/worker/browser/download-watch.ts';
import { PlaywrightPagePort } from '../../electron/worker/browser/page-port.ts';
import { runAction } from '../../electron/worker/run-action.ts';
import type { ActionContext, ArtifactContent } from '../../shared/actions/run.ts';
import { systemClock } from '../../shared/clock.ts';
import { isActionStep, Step } from '../../shared/flow/step.ts';
import type { RowData } from '../../shared/job/schema.ts';
import { testChromium } from '../support/chromium.ts';
import { type Handler, startSite, type TestSite } from '../support/test-site.ts';

/** What steps brought back. */
export interface Brought {
  readonly lines: string[];
  readonly rows: RowData[];
  readonly results: Record<string, unknown>;
  readonly files: { kind: string; name: string; content: ArtifactContent }[];
}

/** Runs steps in a real browser on pages made for them: a fresh context for each test. */
export class ActionBench {
  readonly browser: Browser;
  readonly site: TestSite;
  #context: BrowserContext | null = null;
  #browsing: Browsing | null = null;
  #brought: Brought = nothing();

  readonly #downloads: DownloadLimits;

  private constructor(browser: Browser, site: TestSite, downloads: DownloadLimits) {
    this.#downloads = downloads;
    this.browser = browser;
    this.site = site;
  }

  /** @param downloads what downloads may bring; as the product has it when it is not given */
  static async start(
    pages: Readonly<Record<string, string | Handler>>,
    downloads = DOWNLOAD_LIMITS,
  ): Promise<ActionBench> {
    const site = await startSite(pages);
    const { executablePath, sandbox } = testChromium();
    return new ActionBench(
      await chromium.launch({ executablePath, chromiumSandbox: sandbox }),
      site,
      downloads,
    );
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.site.stop();
  }

  /** A new context, with nothing brought yet. */
  async begin(): Promise<void> {
    await this.#context?.close();
    this.#brought = nothing();
    this.#context = await this.browser.newContext();
    const page = await this.#context.newPage();
    const tell = (level: string, message: string): void => this.#tell(level, message);
    this.#browsing = new Browsing(this.#context, page, tell, systemClock, this.#downloads);
  }

  get browsing(): Browsing {
    if (this.#browsing === null) throw new Error('the bench has not begun');
    return this.#browsing;
  }

  get brought(): Brought {
    return this.#brought;
  }

  /** Opens a page of the site, then runs the steps. */
  async run(path: string, steps: readonly object[], timeoutMs = 5000): Promise<Brought> {
    await this.browsing.page.goto(this.site.origin + path, { waitUntil: 'domcontentloaded' });
    for (const step of steps) await this.step(step, timeoutMs);
    return this.#brought;
  }

  async step(step: object, timeoutMs = 5000): Promise<void> {
    const parsed = Step.parse(step);
    if (!isActionStep(parsed)) throw new Error('this is no step of an action');
    await runAction(parsed, this.#contextOf(timeoutMs));
  }

  /** Gives the context of a step to something that is no whole step. */
  with<T>(use: (context: ActionContext) => Promise<T>, timeoutMs = 5000): Promise<T> {
    return use(this.#contextOf(timeoutMs));
  }

  /** The text of an element of the present page. */
  text(css: string): Promise<string> {
    return this.browsing.page.locator(css).innerText();
  }

  #contextOf(timeoutMs: number): ActionContext {
    const { signal } = new AbortController();
    const log = (level: string, message: string): void => this.#tell(level, message);
    return {
      page: new PlaywrightPagePort(this.browsing, { signal, timeoutMs, log }, systemClock),
      signal,
      clock: systemClock,
      timeoutMs,
      log,
      rows: async (_dataset, rows) => void this.#brought.rows.push(...rows),
      artifact: async (kind, name, content) => void this.#brought.files.push({ kind, name, content }),
      setResult: (name, value) => {
        this.#brought.results[name] = value;
      },
      ask: () => Promise.reject(new Error('nobody can be asked')),
    };
  }

  #tell(level: string, message: string): void {
    this.#brought.lines.push(`${level} ${message}`);
  }
}

function nothing(): Brought {
  return { lines: [], rows: [], results: {}, files: [] };
}

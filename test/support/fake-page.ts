import type {
  Choice,
  ElementState,
  FieldSpec,
  Found,
  ListRead,
  NextPage,
  PagePort,
  ReadSpec,
  ReceivedFile,
} from '../../shared/actions/page-port.ts';
import type { ActionContext } from '../../shared/actions/run.ts';
import type { Clock } from '../../shared/clock.ts';
import { type Target, targetText } from '../../shared/flow/target.ts';
import { FakeClock } from './fake-clock.ts';

type Cells = readonly (readonly (string | null)[])[];

/** A page without a browser: writes down what was done to it and answers with what it was given. */
export class FakePage implements PagePort {
  /** `click css #go`, `fill label "Name" = Ada`, in order. */
  readonly done: string[] = [];
  address = 'http://shop.test/';
  pageTitle = 'Shop';
  /** What `read` gives, by the target's text; a list is given value by value, its last one again and again. */
  values: Record<string, string | null | (string | null)[]> = {};
  visible = new Set<string>();
  /** The list's pages; `nextPage` moves on. */
  pages: Cells[] = [];
  lastOutcome: NextPage['outcome'] = 'absent';
  /** Which candidate every target is found by. */
  candidate = 0;
  /** Runs before each verb; what it throws, the verb throws. */
  before: (verb: string) => void | Promise<void> = () => undefined;
  #page = 0;

  async goto(url: string, waitUntil: string): Promise<void> {
    await this.#do(`goto ${url} ${waitUntil}`);
    this.address = url;
  }
  click(target: Target, options: { button: string; count: number }): Promise<Found> {
    return this.#on(`click ${options.button} ${options.count}`, target);
  }
  hover(target: Target): Promise<Found> {
    return this.#on('hover', target);
  }
  fill(target: Target, value: string): Promise<Found> {
    return this.#on('fill', target, value);
  }
  async press(key: string, target?: Target): Promise<Found | null> {
    if (target !== undefined) return this.#on(`press ${key}`, target);
    await this.#do(`press ${key}`);
    return null;
  }
  select(target: Target, choice: Choice): Promise<Found> {
    return this.#on('select', target, JSON.stringify(choice));
  }
  setChecked(target: Target, checked: boolean): Promise<Found> {
    return this.#on('setChecked', target, String(checked));
  }
  waitForElement(target: Target, state: ElementState): Promise<Found> {
    return this.#on(`waitFor ${state}`, target);
  }
  waitForText(text: string): Promise<void> {
    return this.#do(`waitForText ${text}`);
  }
  waitForUrl(pattern: string): Promise<void> {
    return this.#do(`waitForUrl ${pattern}`);
  }
  async read(target: Target, what: ReadSpec): Promise<Found & { value: string | null }> {
    const found = await this.#on(`read ${what.from}`, target);
    const value = this.values[targetText(target)] ?? null;
    return {
      ...found,
      value: Array.isArray(value) ? ((value.length > 1 ? value.shift() : value[0]) ?? null) : value,
    };
  }
  async readList(items: Target, fields: readonly FieldSpec[]): Promise<ListRead> {
    const found = await this.#on(`readList ${fields.map(({ name }) => name).join(',')}`, items);
    return { ...found, rows: this.pages[this.#page] ?? [] };
  }
  async nextPage(next: Target): Promise<NextPage> {
    const found = await this.#on('nextPage', next);
    if (this.#page + 1 >= this.pages.length) return { ...found, outcome: this.lastOutcome };
    this.#page++;
    return { ...found, outcome: 'moved' };
  }
  async isVisible(target: Target): Promise<boolean> {
    await this.#do(`isVisible ${targetText(target)}`);
    return this.visible.has(targetText(target));
  }
  url(): string {
    return this.address;
  }
  async title(): Promise<string> {
    return this.pageTitle;
  }
  async screenshot({ target, fullPage }: { target?: Target | undefined; fullPage: boolean }): Promise<{
    bytes: Uint8Array;
    candidate: number | null;
  }> {
    await this.#do(`screenshot ${target === undefined ? (fullPage ? 'full' : 'page') : targetText(target)}`);
    return { bytes: new Uint8Array([1, 2, 3]), candidate: target === undefined ? null : this.candidate };
  }
  async download(target: Target): Promise<Found & { file: ReceivedFile }> {
    const found = await this.#on('download', target);
    return { ...found, file: { suggestedName: 'report.csv', saveTo: async () => undefined } };
  }

  async #do(what: string): Promise<void> {
    await this.before(what);
    this.done.push(what);
  }

  async #on(verb: string, target: Target, value?: string): Promise<Found> {
    await this.#do(`${verb} ${targetText(target)}${value === undefined ? '' : ` = ${value}`}`);
    return { candidate: this.candidate };
  }
}

/** What an action told its context. */
export interface Told {
  readonly lines: string[];
  readonly rows: { dataset: string; data: unknown }[];
  readonly artifacts: { kind: string; name: string }[];
  readonly results: Record<string, unknown>;
}

/** A context over a fake page; its clock goes on by itself whenever somebody waits for it. */
export function fakeContext(page: FakePage, timeoutMs = 1000): { context: ActionContext; told: Told } {
  const told: Told = { lines: [], rows: [], artifacts: [], results: {} };
  const context: ActionContext = {
    page,
    signal: new AbortController().signal,
    clock: impatient(new FakeClock()),
    timeoutMs,
    log: (level, message) => void told.lines.push(`${level} ${message}`),
    rows: async (dataset, rows) => {
      for (const data of rows) told.rows.push({ dataset, data });
    },
    artifact: async (kind, name) => void told.artifacts.push({ kind, name }),
    setResult: (name, value) => {
      told.results[name] = value;
    },
  };
  return { context, told };
}

function impatient(clock: FakeClock): Clock {
  return {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    setTimer: (ms, fn) => {
      const timer = clock.setTimer(ms, fn);
      queueMicrotask(() => clock.advance(ms));
      return timer;
    },
  };
}

import type {
  DialogAnswer,
  HeardResponse,
  HttpAnswer,
  HttpRequest,
  WantedResponse,
} from '../../shared/actions/browser-port.ts';
import type {
  Choice,
  ClickOptions,
  ElementState,
  ElementTrait,
  FieldSpec,
  Found,
  ListRead,
  NextPage,
  Offset,
  PageCode,
  PagePort,
  PdfOptions,
  ReadSpec,
  ReceivedFile,
  TableRead,
} from '../../shared/actions/page-port.ts';
import type { ActionContext } from '../../shared/actions/run.ts';
import type { Clock } from '../../shared/clock.ts';
import { type Target, targetText } from '../../shared/flow/target.ts';
import { type Do, FakeStorage, FakeSurroundings, FakeTabs } from './fake-browser-ports.ts';
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
  /** What `has` gives, by the target's text. */
  traits: Record<string, readonly ElementTrait[]> = {};
  /** What `count` gives, one after another, its last one again and again. */
  counts: number[] = [0];
  dialog: string | null = null;
  /** What `evaluate` gives: JSON text. */
  result: string | null = null;
  answer: HttpAnswer = { url: 'http://shop.test/api', status: 200, headers: {}, text: '{"n":1}' };
  header: readonly string[] | null = null;
  /** The list's pages; `nextPage` moves on. */
  pages: Cells[] = [];
  lastOutcome: NextPage['outcome'] = 'absent';
  /** Which candidate every target is found by. */
  candidate = 0;
  /** Runs before each verb; what it throws, the verb throws. */
  before: (verb: string) => void | Promise<void> = () => undefined;
  readonly tabs: FakeTabs;
  readonly storage: FakeStorage;
  readonly surroundings: FakeSurroundings;
  #page = 0;

  constructor() {
    const doIt: Do = (what) => this.#do(what);
    this.tabs = new FakeTabs(doIt);
    this.storage = new FakeStorage(doIt);
    this.surroundings = new FakeSurroundings(doIt);
  }

  async goto(url: string, waitUntil: string): Promise<void> {
    await this.#do(`goto ${url} ${waitUntil}`);
    this.address = url;
  }
  move(where: string, waitUntil: string): Promise<void> {
    return this.#do(`${where} ${waitUntil}`);
  }
  click(target: Target, { button, count, ...more }: ClickOptions): Promise<Found> {
    const rest = JSON.stringify(more);
    return this.#on(`click ${button} ${count}`, target, rest === '{}' ? undefined : rest);
  }
  type(target: Target, text: string, delayMs: number): Promise<Found> {
    return this.#on(`type ${delayMs}`, target, text);
  }
  clear(target: Target): Promise<Found> {
    return this.#on('clear', target);
  }
  focus(target: Target): Promise<Found> {
    return this.#on('focus', target);
  }
  upload(target: Target, paths: readonly string[]): Promise<Found> {
    return this.#on('upload', target, paths.join(' '));
  }
  drag(target: Target, to: { target: Target } | { by: Offset }): Promise<Found> {
    return this.#on('drag', target, 'target' in to ? targetText(to.target) : JSON.stringify(to.by));
  }
  scrollTo(target: Target): Promise<Found> {
    return this.#on('scrollTo', target);
  }
  async scrollBy(by: Offset | 'top' | 'bottom', within?: Target): Promise<Found | null> {
    if (within !== undefined) return this.#on(`scrollBy ${JSON.stringify(by)}`, within);
    await this.#do(`scrollBy ${JSON.stringify(by)}`);
    return null;
  }
  /** Moves to the next of `pages`, which hold all the items that are seen then. */
  async scrollOn(by: string): Promise<boolean> {
    await this.#do(`scrollOn ${by}`);
    return this.#turn();
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
  async waitForResponse(wanted: WantedResponse): Promise<HeardResponse> {
    await this.#do(`waitForResponse ${JSON.stringify(wanted)}`);
    return { url: 'http://shop.test/api', method: 'GET', status: 200 };
  }
  async waitForDownload(): Promise<ReceivedFile> {
    await this.#do('waitForDownload');
    return { suggestedName: 'sent.csv', saveTo: async () => undefined };
  }
  async read(target: Target, what: ReadSpec): Promise<Found & { value: string | null }> {
    const found = await this.#on(`read ${what.from}`, target);
    const value = this.values[targetText(target)] ?? null;
    return {
      ...found,
      value: Array.isArray(value) ? ((value.length > 1 ? value.shift() : value[0]) ?? null) : value,
    };
  }
  async readList(items: Target, fields: readonly FieldSpec[], skip = 0): Promise<ListRead> {
    const found = await this.#on(`readList ${fields.map(({ name }) => name).join(',')}`, items);
    return { ...found, rows: (this.pages[this.#page] ?? []).slice(skip) };
  }
  async readTable(target: Target, skip = 0): Promise<TableRead> {
    const found = await this.#on('readTable', target);
    const rows = (this.pages[this.#page] ?? []).map((cells) => cells.map((cell) => cell ?? ''));
    return { ...found, header: this.header, rows: rows.slice(skip) };
  }
  async nextPage(next: Target): Promise<NextPage> {
    const found = await this.#on('nextPage', next);
    return { ...found, outcome: this.#turn() ? 'moved' : this.lastOutcome };
  }
  async numberedPage(links: Target, number: number): Promise<NextPage> {
    const found = await this.#on(`numberedPage ${number}`, links);
    return { ...found, outcome: this.#turn() ? 'moved' : this.lastOutcome };
  }
  async has(target: Target, trait: ElementTrait): Promise<boolean> {
    await this.#do(`has ${trait} ${targetText(target)}`);
    return this.traits[targetText(target)]?.includes(trait) === true;
  }
  async count(target: Target): Promise<number> {
    await this.#do(`count ${targetText(target)}`);
    return (this.counts.length > 1 ? this.counts.shift() : this.counts[0]) ?? 0;
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
  async pdf(options: PdfOptions): Promise<Uint8Array> {
    await this.#do(`pdf ${JSON.stringify(options)}`);
    return new Uint8Array([37, 80, 68, 70]);
  }
  async source(format: string): Promise<string> {
    await this.#do(`source ${format}`);
    return '<html></html>';
  }
  async evaluate(code: PageCode): Promise<string | null> {
    await this.#do(`evaluate ${JSON.stringify(code)}`);
    return this.result;
  }
  async request(request: HttpRequest): Promise<HttpAnswer> {
    await this.#do(`request ${JSON.stringify(request)}`);
    return this.answer;
  }
  answerDialogs(which: string, answer: DialogAnswer): void {
    this.done.push(`dialogs ${which} ${JSON.stringify(answer)}`);
  }
  lastDialog(): string | null {
    return this.dialog;
  }

  /** False when the present page is the last one. */
  #turn(): boolean {
    if (this.#page + 1 >= this.pages.length) return false;
    this.#page++;
    return true;
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
    ask: async ({ text, kind }) => {
      page.done.push(`ask ${text}`);
      return kind === 'confirm' ? true : 'answer';
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

import { type Clock, type Disposable, setRepeating } from '../../../shared/clock.ts';
import type { LiveFacts, LivePicture, LiveView, Mark, ViewWish } from '../../../shared/live/live-view.ts';
import type { Masker } from '../masker.ts';
import type { NamedStep } from './onlooker.ts';
import type { Screen } from './screen.ts';

export interface CameraDeps {
  readonly clock: Clock;
  readonly masker: Masker;
  readonly send: (view: LiveView) => void;
}

/** JPEG quality at which letters stay sharp enough to read. */
const QUALITY = 60;
/** So many pictures may be on their way at once. */
const CREDIT = 2;
/** How often the page's address and title are looked at. */
const FACTS_MS = 400;

/**
 * Sends what is seen of an attempt's page while somebody looks. Without a viewer it does nothing at all, and the browser
 * makes no picture. It is paced twice: the browser is told to go on only as often as pictures are wanted, and what comes
 * faster all the same (a trace takes its pictures from the same source) or meets no credit is replaced by the next.
 */
export class Camera {
  readonly #deps: CameraDeps;
  #screen: Screen | null = null;
  #wish: ViewWish | null = null;
  #watching: Disposable[] = [];
  #credit = CREDIT;
  #sentAt = Number.NEGATIVE_INFINITY;
  #nextGo = 0;
  #waiting: LivePicture | null = null;
  #timer: Disposable | null = null;
  #facts: LiveFacts = { kind: 'facts', url: '', title: '', step: null, stepTitle: '', mark: null };
  #told = '';
  #reading = false;
  #last: Uint8Array | null = null;

  constructor(deps: CameraDeps) {
    this.#deps = deps;
  }

  /** The newest picture that somebody saw; null = nobody looked. */
  get last(): Uint8Array | null {
    return this.#last;
  }

  /** The page is there: whoever looks sees it from now on. Null = it is gone. */
  attach(screen: Screen | null): void {
    this.#stop();
    this.#screen = screen;
    this.#start();
  }

  /** Sends pictures, as many and as wide as wanted at most. */
  watch(wish: ViewWish): void {
    this.#stop();
    this.#wish = wish;
    this.#credit = CREDIT;
    this.#told = '';
    this.#start();
  }

  unwatch(): void {
    this.#wish = null;
    this.#stop();
  }

  /** A picture was taken in. */
  taken(): void {
    this.#credit = Math.min(CREDIT, this.#credit + 1);
    this.#offer();
  }

  /** A step is under way; the mark of the one before goes. */
  stepBegins({ path, title }: NamedStep): void {
    this.#facts = { ...this.#facts, step: path, stepTitle: title, mark: null };
    void this.#readFacts();
  }

  #start(): void {
    const screen = this.#screen;
    if (screen === null || this.#wish === null) return;
    const { width } = this.#wish;
    const size = { width, height: (width * 9) / 16, quality: QUALITY };
    screen.onActing((mark) => void this.#acting(mark));
    this.#watching = [
      screen.watch(size, (picture) => this.#onPicture(picture)),
      setRepeating(this.#deps.clock, FACTS_MS, () => void this.#readFacts()),
    ];
    void this.#readFacts();
  }

  #stop(): void {
    for (const each of this.#watching.splice(0)) each.dispose();
    this.#screen?.onActing(null);
    this.#timer?.dispose();
    this.#timer = null;
    this.#waiting = null;
  }

  /** Settles when the browser may make another picture. */
  #onPicture(picture: LivePicture): Promise<void> {
    const { clock } = this.#deps;
    this.#waiting = picture;
    this.#offer();
    const now = clock.monotonic();
    this.#nextGo = Math.max(now, this.#nextGo + this.#intervalMs);
    const wait = Math.min(this.#nextGo - now, 1000);
    return new Promise((resolve) => void clock.setTimer(wait, resolve));
  }

  get #intervalMs(): number {
    return 1000 / (this.#wish?.fps ?? 1);
  }

  #offer(): void {
    const picture = this.#waiting;
    if (picture === null || this.#credit === 0 || this.#timer !== null) return;
    const { clock, send } = this.#deps;
    // A little less than the interval: the browser's own beat is not exact.
    const due = this.#sentAt + this.#intervalMs * 0.8;
    const now = clock.monotonic();
    if (now < due) {
      this.#timer = clock.setTimer(due - now, () => {
        this.#timer = null;
        this.#offer();
      });
      return;
    }
    this.#waiting = null;
    this.#credit -= 1;
    this.#sentAt = now;
    this.#last = picture.jpeg;
    send(picture);
  }

  async #acting(marking: Promise<Mark | null>): Promise<void> {
    const step = this.#facts.step;
    const mark = await marking.catch(() => null);
    if (mark === null || this.#facts.step !== step) return;
    this.#facts = { ...this.#facts, mark };
    this.#tellFacts();
  }

  async #readFacts(): Promise<void> {
    const screen = this.#screen;
    if (screen === null || this.#wish === null) return;
    const { masker } = this.#deps;
    this.#facts = { ...this.#facts, url: masker.text(screen.url()).slice(0, 4_000) };
    this.#tellFacts();
    // A page that hangs answers late: one question at a time is enough.
    if (this.#reading) return;
    this.#reading = true;
    try {
      const title = masker.text(await screen.title()).slice(0, 1_000);
      this.#facts = { ...this.#facts, title };
      this.#tellFacts();
    } catch {
      // It is on its way to another page, or closed.
    } finally {
      this.#reading = false;
    }
  }

  #tellFacts(): void {
    const text = JSON.stringify(this.#facts);
    if (this.#wish === null || text === this.#told) return;
    this.#told = text;
    this.#deps.send(this.#facts);
  }
}

import { app, Menu, nativeImage, Tray } from 'electron';
import type { Clock, Disposable } from '../../../shared/clock.ts';
import type { StateCounts } from '../../../shared/job/schema.ts';
import type { Language } from '../../../shared/texts/language.ts';
import { trayPicture } from './tray-picture.ts';
import { WORDS } from './words.ts';

export interface AppTrayDeps {
  readonly clock: Clock;
  readonly language: () => Language;
  readonly counts: () => StateCounts;
  readonly failedSinceStart: () => number;
  readonly isPaused: () => boolean;
  readonly setPaused: (paused: boolean) => void;
  readonly open: () => void;
  readonly onBug: (name: string, error: unknown) => void;
}

/** Counts that change all the time are shown this often. */
const RENEW_MS = 2_000;

/** The icon beside the clock: how the queue stands, and a menu. A system without a place for it has none. */
export class AppTray {
  readonly #deps: AppTrayDeps;
  #tray: Tray | undefined;
  #timer: Disposable | undefined;
  #shown = '';

  constructor(deps: AppTrayDeps) {
    this.#deps = deps;
  }

  /** Shows it or takes it away. */
  setShown(isShown: boolean): void {
    if (!isShown) return this.dispose();
    if (this.#tray !== undefined) return;
    try {
      this.#tray = new Tray(picture(false));
      this.#tray.on('click', () => this.#deps.open());
      this.renew();
    } catch (error) {
      this.#deps.onBug('the icon beside the clock', error);
    }
  }

  /** Something that it shows has changed. */
  soon(): void {
    if (this.#tray === undefined) return;
    this.#timer ??= this.#deps.clock.setTimer(RENEW_MS, () => {
      this.#timer = undefined;
      this.renew();
    });
  }

  renew(): void {
    const tray = this.#tray;
    if (tray === undefined) return;
    const { language, counts, failedSinceStart, isPaused } = this.#deps;
    const words = WORDS[language()];
    const { processing, parked, stalled } = counts();
    const paused = isPaused();
    const lines = [
      words.processing(processing + stalled),
      words.parked(parked),
      words.failed(failedSinceStart()),
      ...(paused ? [words.paused] : []),
    ];
    const shown = JSON.stringify([language(), lines]);
    // A menu that is open closes when it is given anew: only what is different is told.
    if (shown === this.#shown) return;
    this.#shown = shown;
    tray.setImage(picture(parked > 0));
    tray.setToolTip(`Runwright: ${lines.join(', ')}`);
    tray.setContextMenu(this.#menu(lines, paused));
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#tray?.destroy();
    this.#tray = undefined;
    this.#shown = '';
  }

  #menu(lines: readonly string[], paused: boolean): Menu {
    const { language, open, setPaused } = this.#deps;
    const words = WORDS[language()];
    return Menu.buildFromTemplate([
      ...lines.map((label) => ({ label, enabled: false })),
      { type: 'separator' },
      { label: words.open, click: () => open() },
      { label: paused ? words.resume : words.pause, click: () => setPaused(!paused) },
      { type: 'separator' },
      { label: words.quit, click: () => app.quit() },
    ]);
  }
}

function picture(alert: boolean): Electron.NativeImage {
  const image = nativeImage.createFromBitmap(trayPicture(16, { alert }), { width: 16, height: 16 });
  const options = { width: 32, height: 32, scaleFactor: 2, buffer: trayPicture(32, { alert }) };
  image.addRepresentation(options);
  return image;
}

import { app } from 'electron';
import { type Disposable, systemClock } from '../../../shared/clock.ts';
import { LINK_SCHEME } from '../../../shared/deep-link.ts';
import type { WantedPlace } from '../../../shared/notices/notice.ts';
import type { SettingName, Settings } from '../../../shared/settings/schema.ts';
import { chooseLanguage, type Language } from '../../../shared/texts/language.ts';
import type { Core } from '../core.ts';
import { keepLoginFile, loginFile } from '../settings/start-at-login.ts';
import { SystemNotices } from './system-notices.ts';
import { AppTray } from './tray.ts';

export interface BackgroundOptions {
  readonly core: Core;
  /** Keeps the app alive until the function given back is called. */
  readonly hold: () => () => void;
  /** Opens the window, or brings it to the front. */
  readonly open: (place?: WantedPlace) => void;
  readonly onBug: (name: string, error: unknown) => void;
}

/** What a windowed app does beside its window: runs on without it, has an icon, tells through the system, starts at login. */
export class Background {
  readonly #options: BackgroundOptions;
  readonly #tray: AppTray;
  readonly #notices: SystemNotices;
  readonly #subscriptions: Disposable[] = [];
  readonly #held: Disposable;
  #release: (() => void) | undefined;

  constructor(options: BackgroundOptions) {
    const { core, open, onBug } = options;
    const { queue, settings, noticeWatch } = core;
    const language = (): Language =>
      chooseLanguage(settings.values.language, app.getPreferredSystemLanguages());
    this.#options = options;
    this.#notices = new SystemNotices({ settings, language, open });
    this.#tray = new AppTray({
      clock: systemClock,
      language,
      counts: () => queue.counts(),
      failedSinceStart: () => noticeWatch.failedSinceStart,
      isPaused: () => queue.isPaused(),
      setPaused: (paused) => queue.setPaused(paused),
      open: () => open(),
      onBug,
    });
    // A window may be closed before it is painted: whether the app runs on is known from the beginning.
    this.#hold(settings.values.runOn);
    this.#held = settings.onChange(({ runOn }) => this.#hold(runOn));
  }

  /** Begins with all that can wait until the window is painted. */
  start(): void {
    if (this.#subscriptions.length > 0) return;
    const { settings, publisher, tellBySystem } = this.#options.core;
    this.#subscriptions.push(
      settings.onChange((values, changed) => this.#changed(values, changed)),
      publisher.on('countsChanged', () => this.#tray.soon()),
      publisher.on('pausedChanged', () => this.#tray.renew()),
      tellBySystem((notice) => this.#notices.tell(notice)),
    );
    this.#tray.setShown(settings.values.tray);
    // Outside of an installed app the system would be told of a program that may be gone tomorrow.
    if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  }

  dispose(): void {
    for (const each of [this.#held, ...this.#subscriptions.splice(0)]) each.dispose();
    this.#tray.dispose();
    this.#notices.dispose();
  }

  #changed(values: Settings, changed: readonly SettingName[]): void {
    if (changed.includes('tray')) this.#tray.setShown(values.tray);
    if (changed.includes('language')) this.#tray.renew();
  }

  #hold(runsOn: boolean): void {
    if (runsOn) this.#release ??= this.#options.hold();
    else {
      this.#release?.();
      this.#release = undefined;
    }
  }
}

/**
 * Lets the app start with the person's session, or not any more.
 * @throws AppError 'conflict' or 'unavailable' with the file that could not be written
 */
export function startAtLogin(isOn: boolean, dataFolder: string): void {
  const args = [...(app.isPackaged ? [] : [app.getAppPath()]), '--data', dataFolder, '--hidden'];
  const file = loginFile(process.platform, process.env);
  if (file !== null) return keepLoginFile(file, isOn ? [process.execPath, ...args] : null);
  app.setLoginItemSettings({ openAtLogin: isOn, path: process.execPath, args });
}

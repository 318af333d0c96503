import { BrowserWindow, Notification } from 'electron';
import type { Notice, WantedPlace } from '../../../shared/notices/notice.ts';
import { placeOf } from '../../../shared/notices/notice.ts';
import { noticeTitle } from '../../../shared/notices/sentences.ts';
import type { Settings } from '../../../shared/settings/schema.ts';
import type { Language } from '../../../shared/texts/language.ts';
import { WORDS } from './words.ts';

export interface SystemNoticesDeps {
  readonly settings: { readonly values: Settings };
  readonly language: () => Language;
  readonly open: (place: WantedPlace) => void;
}

/** The switch of each kind. */
const SWITCHES: Readonly<Record<Notice['kind'], keyof Settings>> = {
  failed: 'notifyFailed',
  needsPerson: 'notifyPerson',
  needsLogin: 'notifyPerson',
  batch: 'notifyBatch',
  bulk: 'notifyBatch',
};

/** So many stand at once; older ones are taken away. */
const MOST = 10;

/** Shows notices through the system, while no window of the app has the focus. */
export class SystemNotices {
  readonly #deps: SystemNoticesDeps;
  /** Held here, because a notice that is let go of does not hear of its click. */
  readonly #shown = new Map<number, Notification>();

  constructor(deps: SystemNoticesDeps) {
    this.#deps = deps;
  }

  /** The same number again takes the place of the earlier one. */
  tell(notice: Notice): void {
    const { settings, language, open } = this.#deps;
    if (settings.values[SWITCHES[notice.kind]] !== true) return;
    if (BrowserWindow.getFocusedWindow() !== null || !Notification.isSupported()) return;
    this.#take(notice.id);
    const shown = new Notification({
      title: noticeTitle(language(), notice),
      body: notice.detail === '' ? WORDS[language()].body[notice.kind] : notice.detail,
    });
    shown.on('click', () => open(placeOf(notice)));
    shown.on('close', () => this.#shown.delete(notice.id));
    this.#shown.set(notice.id, shown);
    shown.show();
    const [oldest] = this.#shown.keys();
    if (this.#shown.size > MOST && oldest !== undefined) this.#take(oldest);
  }

  dispose(): void {
    for (const id of [...this.#shown.keys()]) this.#take(id);
  }

  #take(id: number): void {
    const shown = this.#shown.get(id);
    this.#shown.delete(id);
    shown?.close();
  }
}

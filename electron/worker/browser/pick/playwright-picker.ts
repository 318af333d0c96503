import type { Target } from '../../../../shared/flow/target.ts';
import type { Highlighted, PickedList, Pointed, TrialPoint } from '../../../../shared/live/trial.ts';
import type { Picker } from '../../trial/picker.ts';
import type { Browsing } from '../browsing.ts';
import { highlight } from './highlight.ts';
import { listLike } from './list.ts';
import { pointAt } from './point.ts';

/** Looks at the page that the steps are in, over Playwright. */
export class PlaywrightPicker implements Picker {
  readonly #browsing: Browsing;

  constructor(browsing: Browsing) {
    this.#browsing = browsing;
  }

  point(at: TrialPoint): Promise<Pointed | null> {
    return pointAt(this.#browsing.page, at);
  }

  list(first: TrialPoint, second: TrialPoint): Promise<PickedList> {
    return listLike(this.#browsing.page, first, second);
  }

  highlight(target: Target): Promise<Highlighted> {
    return highlight(this.#browsing.page, target);
  }
}

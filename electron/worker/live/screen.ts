import type { Disposable } from '../../../shared/clock.ts';
import type { LiveInput } from '../../../shared/live/live-input.ts';
import type { LivePicture, Mark } from '../../../shared/live/live-view.ts';

/** How large the pictures are at most, and how exact. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
  /** JPEG quality, 1 to 100. */
  readonly quality: number;
}

/** The page of an attempt as a person sees and uses it: always the one that the steps are in. */
export interface Screen {
  /**
   * Gives pictures of the page as it changes, of another page when the steps go there, until it is disposed.
   * The browser makes the next ones only as the promises settle.
   */
  watch(size: PictureSize, onPicture: (picture: LivePicture) => Promise<void>): Disposable;
  /** Hears of each element that a step is about to act on; null = not any more. */
  onActing(listener: ((mark: Promise<Mark | null>) => void) | null): void;
  url(): string;
  title(): Promise<string>;
  /** Does with the page what a person did in its picture. */
  input(events: readonly LiveInput[]): Promise<void>;
  /** One small picture of the page as it is now. */
  still(): Promise<Uint8Array>;
}

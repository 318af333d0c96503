import type { PictureSize, Screen } from '../../electron/worker/live/screen.ts';
import type { LiveInput } from '../../shared/live/live-input.ts';
import type { LivePicture, Mark } from '../../shared/live/live-view.ts';

/** A page that is seen without a browser: the test makes its pictures, and reads what a person did in it. */
export class FakeScreen implements Screen {
  readonly done: LiveInput[] = [];
  /** Of each watch that goes on. */
  readonly sizes: PictureSize[] = [];
  address = 'http://site.example/';
  words = 'A page';
  #onPicture: ((picture: LivePicture) => Promise<void>) | null = null;
  #acting: ((mark: Promise<Mark | null>) => void) | null = null;

  watch(size: PictureSize, onPicture: (picture: LivePicture) => Promise<void>): { dispose(): void } {
    this.sizes.push(size);
    this.#onPicture = onPicture;
    return {
      dispose: () => {
        this.sizes.splice(this.sizes.indexOf(size), 1);
        this.#onPicture = null;
      },
    };
  }

  /** The page changes; settles when the browser may make another picture. */
  change(byte: number): Promise<void> {
    return (
      this.#onPicture?.({ kind: 'picture', jpeg: new Uint8Array([byte]), width: 1280, height: 720 }) ??
      Promise.resolve()
    );
  }

  /** A step acts on an element at this place. */
  act(mark: Mark): void {
    this.#acting?.(Promise.resolve(mark));
  }

  onActing(listener: ((mark: Promise<Mark | null>) => void) | null): void {
    this.#acting = listener;
  }
  url(): string {
    return this.address;
  }
  async title(): Promise<string> {
    return this.words;
  }
  async input(events: readonly LiveInput[]): Promise<void> {
    this.done.push(...events);
  }
  async still(): Promise<Uint8Array> {
    return new Uint8Array([9]);
  }
}

import { type PracticeSite, startPracticeSite } from '../practice-site/server.ts';

/** Starts the practice site when it is first asked for, once, and stops it with the app. */
export class Practice {
  #site: Promise<PracticeSite> | undefined;

  /** Its address, such as `http://127.0.0.1:41234`; a start that failed is tried again by the next caller. */
  async url(): Promise<string> {
    this.#site ??= startPracticeSite().catch((error: unknown) => {
      this.#site = undefined;
      throw error;
    });
    return (await this.#site).url;
  }

  /** Safe at any moment: a start under way is waited for, one that failed has nothing to stop. */
  async stop(): Promise<void> {
    const site = await this.#site?.catch(() => undefined);
    await site?.stop();
  }
}

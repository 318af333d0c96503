import type { Clock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { ProfileSummary } from '../../../shared/job/profile.ts';
import { profileFacts } from '../../../shared/job/profile-facts.ts';
import { RetryPolicy } from '../../../shared/job/retry.ts';
import type { ReadableDb } from '../../database/open.ts';
import { profileReader, signInKey } from '../../database/profiles.ts';
import type { FlowStore } from '../flows/flow-store.ts';
import type { JobQueue } from '../queue/queue.ts';
import type { ProfileStore } from './profile-store.ts';
import { saveSignInFlow } from './sign-in-flow.ts';

export interface ProfileServiceDeps {
  readonly db: ReadableDb;
  readonly queue: Pick<JobQueue, 'enqueue' | 'profiles'>;
  readonly flows: FlowStore;
  readonly store: Pick<ProfileStore, 'remove' | 'others'>;
  readonly clock: Clock;
  /** True where a browser with a window can be shown; else a person signs in in the live view. */
  readonly hasWindow: () => boolean;
}

/** Profiles as persons deal with them: listed, made by signing in once, signed in again, removed. */
export class ProfileService {
  readonly #deps: ProfileServiceDeps;
  readonly #read: () => ProfileSummary[];

  constructor(deps: ProfileServiceDeps) {
    this.#deps = deps;
    this.#read = profileReader(deps.db);
  }

  /** By name. */
  list(): ProfileSummary[] {
    return this.#read();
  }

  /** Takes states into the list that were kept before there was one. Once, at the start of the app. */
  adopt(): void {
    const known = new Set(this.#read().map(({ name }) => name));
    for (const { name, state, savedAt } of this.#deps.store.others(known)) {
      this.#deps.queue.profiles.adopt(name, savedAt, profileFacts(state));
    }
  }

  /** Makes a profile and queues the job in which a person signs in. @throws AppError 'invalid_input' for a name that is taken */
  create(name: string, url: string): JobId {
    if (!this.#deps.queue.profiles.add(name, url)) {
      const message = `There is a profile “${name}” already: sign in again to that one, or choose another name.`;
      throw new AppError('invalid_input', message, [{ path: 'name', message }]);
    }
    return this.#queueSignIn(name, url);
  }

  /**
   * Queues the job in which a person signs in again, or gives the one that stands already.
   * @throws AppError 'not_found', or 'invalid_input' when no address is known
   */
  signIn(name: string, url?: string): JobId {
    const { startUrl } = this.#known(name);
    const address = url ?? startUrl;
    if (address === null) {
      const message = 'The address of the page is needed at which you sign in.';
      throw new AppError('invalid_input', message, [{ path: 'url', message }]);
    }
    if (address !== startUrl) this.#deps.queue.profiles.setStartUrl(name, address);
    return this.#queueSignIn(name, address);
  }

  /** Removes a profile and what is kept in it. @throws AppError 'not_found', or 'conflict' while a job holds it */
  remove(name: string): void {
    this.#known(name);
    if (!this.#deps.queue.profiles.remove(name)) {
      throw new AppError('conflict', `A job holds the profile “${name}” now: cancel that job first.`);
    }
    this.#deps.store.remove(name);
  }

  #known(name: string): ProfileSummary {
    const found = this.#read().find((profile) => profile.name === name);
    if (found !== undefined) return found;
    throw new AppError('not_found', `There is no profile “${name}”.`);
  }

  #queueSignIn(name: string, url: string): JobId {
    const { queue, flows, clock, hasWindow } = this.#deps;
    // Saved each time, so that it is always the one of this version of the app.
    const flow = saveSignInFlow(flows);
    const { ids } = queue.enqueue([
      {
        flowId: flow.summary.id,
        flowVersionId: flow.versionId,
        inputs: { url },
        row: null,
        subtitle: `“${name}” at ${hostOf(url)}`,
        // A person waits.
        priority: 100,
        runAt: clock.now(),
        headed: hasWindow(),
        retry: RetryPolicy.parse({ max: 0 }),
        stepsTotal: flow.summary.stepCount,
        key: { text: signInKey(name), mode: 'skip' },
        profile: name,
        site: hostOf(url),
      },
    ]);
    const [id] = ids;
    if (id === undefined) throw new AppError('internal', 'The job to sign in was not queued.');
    return id;
  }
}

function hostOf(url: string): string {
  return new URL(url).hostname.slice(0, 253);
}

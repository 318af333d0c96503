import type { WorkerId } from '../../../shared/ids.ts';
import type { Effects } from './effects.ts';
import type { Gates } from './gates.ts';
import type { Statements } from './statements.ts';
import type { Lease } from './types.ts';

/** What is told of a state that is kept: never what is in it. */
export interface StateFacts {
  /** Of its JSON. */
  readonly bytes: number;
  /** Hosts whose cookies or storage it holds. */
  readonly sites: readonly string[];
}

export interface QueueProfilesDeps {
  readonly statements: Statements;
  readonly gates: Gates;
  /** Runs one change of the queue: its transaction, then the news of it. */
  readonly change: <T>(act: (effects: Effects, now: number) => T) => T;
}

/** What becomes of profiles, as far as jobs wait for them. Every method is one transaction. */
export class QueueProfiles {
  readonly #deps: QueueProfilesDeps;

  constructor(deps: QueueProfilesDeps) {
    this.#deps = deps;
  }

  /** An attempt left a new state, which is safe on disk: jobs that wait for a login go on. False = the lease is lost. */
  kept(workerId: WorkerId, { jobId, epoch }: Lease, { bytes, sites }: StateFacts): boolean {
    const { statements, gates } = this.#deps;
    return this.#deps.change((effects, now) => {
      const facts = { jobId, epoch, workerId, now, bytes, sites: JSON.stringify(sites) };
      if (statements.profileKept.get(facts) === undefined) return false;
      effects.profilesChanged();
      gates.reopen(effects, now);
      return true;
    });
  }

  /** A new one, with the address at which a person signs in. False = there is one of this name. */
  add(name: string, startUrl: string): boolean {
    return this.#deps.change((effects, now) => {
      effects.profilesChanged();
      return this.#deps.statements.addProfile.get({ name, now, startUrl }) !== undefined;
    });
  }

  /** Another address at which a person signs in. */
  setStartUrl(name: string, startUrl: string): void {
    this.#deps.change((effects) => {
      effects.profilesChanged();
      this.#deps.statements.setStartUrl.run({ name, startUrl });
    });
  }

  /** One whose file is there, and that is not known yet. @param at when it was kept, epoch milliseconds */
  adopt(name: string, at: number, { bytes, sites }: StateFacts): void {
    this.#deps.change(() =>
      this.#deps.statements.adoptProfile.run({ name, at, bytes, sites: JSON.stringify(sites) }),
    );
  }

  /** Forgets one; what waits for its login looks by itself. False = a job holds it, or there is none. */
  remove(name: string): boolean {
    const { statements, gates } = this.#deps;
    return this.#deps.change((effects, now) => {
      if (statements.removeProfile.get({ name }) === undefined) return false;
      effects.profilesChanged();
      gates.reopen(effects, now);
      return true;
    });
  }
}

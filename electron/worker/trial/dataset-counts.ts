import type { TrialState } from '../../../shared/live/trial.ts';

/** So many datasets of a run are told; more only fill the screen. */
const MOST = 20;

/** How many rows one run brought, by dataset. */
export class DatasetCounts {
  readonly #rows = new Map<string, number>();

  add(dataset: string, rows: number): void {
    const before = this.#rows.get(dataset) ?? 0;
    // The newest stands last.
    this.#rows.delete(dataset);
    this.#rows.set(dataset, before + rows);
  }

  /** The newest last. */
  get all(): TrialState['datasets'] {
    return [...this.#rows].slice(-MOST).map(([name, rows]) => ({ name, rows }));
  }
}

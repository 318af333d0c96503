import { ActionFailure } from '../../../shared/actions/run.ts';
import { MAX_TURNS } from '../../../shared/flow/control/limits.ts';
import { allSteps } from '../../../shared/flow/nested.ts';
import type { Flow } from '../../../shared/flow/schema.ts';
import type { Step } from '../../../shared/flow/step.ts';
import type { RowData } from '../../../shared/job/schema.ts';

/** Keeps the rows of the datasets that the flow goes through with `forEach`; of the others nothing stays in memory. */
export class KeptRows {
  readonly #rows: ReadonlyMap<string, RowData[]>;
  readonly #tooMany = new Set<string>();

  constructor(flow: Flow) {
    const names = [...allSteps<Step>(flow.steps)].flatMap(datasetOf);
    this.#rows = new Map(names.map((name) => [name, []]));
  }

  add(dataset: string, rows: readonly RowData[]): void {
    const kept = this.#rows.get(dataset);
    if (kept === undefined) return;
    if (kept.length + rows.length > MAX_TURNS) this.#tooMany.add(dataset);
    else for (const row of rows) kept.push(row);
  }

  /** True when rows of this dataset are in memory. */
  holds(dataset: string): boolean {
    return this.#tooMany.has(dataset) || (this.#rows.get(dataset)?.length ?? 0) > 0;
  }

  /** The rows so far; those that come later are not among them. */
  of(dataset: string): readonly RowData[] {
    if (this.#tooMany.has(dataset)) {
      throw new ActionFailure(
        'UnknownError',
        `The dataset “${dataset}” has more than ${MAX_TURNS} rows: a loop cannot go through it.`,
        'Go through the pages in several jobs, or do the work of the loop where the rows are read.',
      );
    }
    return [...(this.#rows.get(dataset) ?? [])];
  }
}

/** The dataset that a step goes through. */
function datasetOf(step: Step): string[] {
  if (step.action !== 'forEach' || typeof step.in === 'string' || Array.isArray(step.in)) return [];
  return step.in.rows === undefined ? [] : [step.in.rows];
}

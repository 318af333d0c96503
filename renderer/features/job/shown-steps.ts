import type { StepRow } from './steps.ts';

/** A step as the list shows it. */
export interface ShownStep {
  readonly row: StepRow;
  /** Steps stand inside of it. */
  readonly hasInner: boolean;
  readonly isFolded: boolean;
}

/**
 * The steps that are shown: those in which the text is found, with what they stand in, and none that is folded away. A filter
 * looks into what is folded too.
 */
export function shownSteps(
  rows: readonly StepRow[],
  folded: ReadonlySet<string>,
  filter: string,
): readonly ShownStep[] {
  const paths = rows.map(({ step }) => step.path);
  const text = filter.trim().toLowerCase();
  const wanted = text === '' ? null : rows.filter((row) => holds(row, text)).map(({ step }) => step.path);
  return rows
    .filter(({ step: { path } }) =>
      wanted === null
        ? !above(path).some((one) => folded.has(one))
        : wanted.some((one) => one === path || one.startsWith(`${path}.`)),
    )
    .map((row) => ({
      row,
      hasInner: paths.some((path) => path.startsWith(`${row.step.path}.`)),
      isFolded: wanted === null && folded.has(row.step.path),
    }));
}

/** The paths of the steps that a step stands in, outermost first. */
export function above(path: string): readonly string[] {
  const parts = path.split('.');
  return parts.slice(0, -1).map((_, at) => parts.slice(0, at + 1).join('.'));
}

function holds({ step }: StepRow, text: string): boolean {
  return (
    step.path === text ||
    step.title.toLowerCase().includes(text) ||
    step.target.toLowerCase().includes(text) ||
    step.action.toLowerCase() === text
  );
}

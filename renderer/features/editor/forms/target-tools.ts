import type { Candidate, Target } from '../../../../shared/flow/target.ts';

/** How many elements of the open page a candidate finds; `fault` when it cannot be looked for. */
export type Matches =
  | { readonly count: number; readonly fault?: undefined }
  | { readonly fault: string; readonly count?: undefined };

/** A field of a list as the open page shows it. */
export interface PickedListField {
  readonly target: Target;
  /** What it reads in the first item that has it. */
  readonly reads: string;
  /** What an `extractList` step says of it beside its target; absent = the text as it stands. */
  readonly from?: 'text' | 'attribute' | undefined;
  readonly attribute?: string | undefined;
  readonly transform?: 'number' | 'date' | 'link' | undefined;
  /** What it reads in the first items; null = it is not there. */
  readonly rows?: readonly (string | null)[] | undefined;
}

/** What the page of a trial run does for the targets of a step. */
export interface TargetTools {
  /** Lets a person point at an element on the page; null = they thought better of it. Candidates come best first. */
  pick(): Promise<readonly Candidate[] | null>;
  /** Lets a person point at two elements that are alike; the answer finds all of that kind and what stands in each. Null = thought better of it. */
  pickList(): Promise<{
    readonly target: Target;
    readonly fields: Readonly<Record<string, PickedListField>>;
    readonly count: number;
  } | null>;
  /** Draws a frame around everything that the candidate finds, until the next call; null takes the frames away. */
  highlight(target: Target | null): Promise<Matches>;
}

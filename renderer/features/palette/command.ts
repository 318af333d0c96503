/** The parts of the list, in its order. */
export const GROUPS = ['recent', 'commands', 'places', 'states', 'flows', 'jobs'] as const;
export type CommandGroup = (typeof GROUPS)[number];

/** One line of the palette. */
export interface Command {
  /** Names it beyond languages and starts: `go jobs`, `run flow 4`. */
  readonly id: string;
  readonly group: CommandGroup;
  readonly word: string;
  /** Small text behind the word. */
  readonly detail?: string;
  /** The keys that do the same. */
  readonly keys?: readonly string[];
  run(): void;
}

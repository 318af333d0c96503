/** Titles stand in one line of a list: longer values are cut. */
const SHOWN = 60;

/** A value as it may stand in a step's title. */
export function shorten(value: string): string {
  return value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
}

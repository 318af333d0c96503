/** Lets everything that is already due run: resolved promises and what they start. No time passes. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

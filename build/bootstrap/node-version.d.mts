export const OLDEST_NODE: readonly [number, number];
export function nodeTooOld(version: string): string | undefined;

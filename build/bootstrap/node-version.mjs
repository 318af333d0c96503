// Written without newer syntax, so that an old Node can read it and say what it is.

/** The oldest Node that can install the rest. */
export const OLDEST_NODE = [20, 19];

/** The one sentence for a Node that is too old, or undefined when it is not. */
export function nodeTooOld(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return undefined;
  const needs = `Runwright needs Node ${OLDEST_NODE.join('.')} or newer to set itself up, and this is ${version}`;
  return `${needs}; install a current Node from https://nodejs.org and start again`;
}

import type { FlowSummary } from '../../../../shared/flow/summary.ts';
import type { FlowId } from '../../../../shared/ids.ts';
import type { FlowRun } from '../../../../shared/ipc/flow-calls.ts';

/** The orders that a list of flows can have. */
export const FLOW_SORTS = ['changed', 'run', 'name', 'failing'] as const;
export type FlowSort = (typeof FLOW_SORTS)[number];

/** The last jobs of flows, newest first. */
export type RunsByFlow = ReadonlyMap<FlowId, readonly FlowRun[]>;

/** The flows that match every word of a search: in the name, the description or a tag; `tag:shop` only in tags. */
export function findFlows(flows: readonly FlowSummary[], query: string): readonly FlowSummary[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return flows.filter((flow) => words.every((word) => hasWord(flow, word)));
}

function hasWord({ name, description, tags }: FlowSummary, word: string): boolean {
  const lower = tags.map((tag) => tag.toLowerCase());
  const tag = /^tag:(.*)$/.exec(word)?.[1];
  if (tag !== undefined) return lower.some((each) => each.startsWith(tag));
  return [name.toLowerCase(), description.toLowerCase(), ...lower].some((text) => text.includes(word));
}

/** In another order; the order as it comes (changed last) decides between equals. */
export function sortFlows(
  flows: readonly FlowSummary[],
  sort: FlowSort,
  runs: RunsByFlow,
): readonly FlowSummary[] {
  if (sort === 'changed') return flows;
  if (sort === 'name') return flows.toSorted((a, b) => a.name.localeCompare(b.name));
  const rank = ({ id }: FlowSummary): number =>
    sort === 'run' ? -(runs.get(id)?.[0]?.at ?? 0) : (successShare(runs.get(id) ?? []) ?? 101);
  return flows.toSorted((a, b) => rank(a) - rank(b));
}

/** How many percent of the last jobs that came to an end of their own did what they should; null = none did end. */
export function successShare(runs: readonly FlowRun[]): number | null {
  const good = runs.filter(
    ({ state }) => state === 'completed' || state === 'completed_with_failed_rows',
  ).length;
  const bad = runs.filter(({ state }) => state === 'failed').length;
  return good + bad === 0 ? null : Math.round((100 * good) / (good + bad));
}

/** The tags that a person wrote with spaces between; null = one is wrong, or there are too many. */
export function readTags(text: string): readonly string[] | null {
  const tags = [...new Set(text.split(/\s+/).filter(Boolean))];
  const isWrong = tags.some((tag) => tag.length > 40 || /[,:"]/.test(tag));
  return isWrong || tags.length > 20 ? null : tags;
}

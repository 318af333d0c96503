import type { LooseFlow } from '../loose.ts';
import { isObject, renameKey } from './edit.ts';

/** The flow with an input called otherwise, everywhere: `{{input.old}}` and `{{secret.old}}` follow. */
export function renameInput(flow: LooseFlow, from: string, to: string): LooseFlow {
  const { inputs, ...others } = flow;
  if (!isObject(inputs) || Object.hasOwn(inputs, to)) return flow;
  const use = new RegExp(`\\b(input|secret)\\.${from.replaceAll('$', '\\$')}\\b`, 'g');
  const follow = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.replace(/\{\{.*?\}\}/gs, (part) =>
        part.replace(use, (_, root: string) => `${root}.${to}`),
      );
    }
    if (Array.isArray(value)) return value.map(follow);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, follow(each)]));
  };
  // The place of `inputs` among the flow's keys stays.
  return Object.fromEntries(
    Object.keys(flow).map((key) => [
      key,
      key === 'inputs' ? renameKey(inputs, from, to) : follow(others[key]),
    ]),
  );
}

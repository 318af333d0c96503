import type { StoreApi } from 'zustand';
import { type Disposable, setRepeating } from '../../../shared/clock.ts';
import type { JobsDeps, JobsFacts } from './jobs-state.ts';

/** Numbers of a search are counted anew so often while it stands: the jobs move on. */
const RECOUNT_MS = 10_000;

/** Keeps the counts of the chips true to the search, as far as they can be counted in time. The function given back ends that. */
export function followFoundCounts(
  { client, clock }: JobsDeps,
  store: Pick<StoreApi<JobsFacts>, 'getState' | 'setState' | 'subscribe'>,
): () => void {
  let asked = 0;
  const count = async (): Promise<void> => {
    const { terms, text } = store.getState().filter;
    const mine = ++asked;
    if (terms.length === 0) return store.setState({ foundCounts: null });
    try {
      const { counts, isComplete } = await client.call('jobs.findCounts', { terms: [...terms] });
      const isSame = mine === asked && store.getState().filter.text === text;
      if (isSame) store.setState({ foundCounts: isComplete ? counts : null });
    } catch {
      // Without numbers the chips say so themselves.
      if (mine === asked) store.setState({ foundCounts: null });
    }
  };
  const end = store.subscribe((now, before) => {
    if (now.filter.text !== before.filter.text) void count();
  });
  const repeating: Disposable = setRepeating(clock, RECOUNT_MS, () => {
    const { foundCounts, frozen } = store.getState();
    // What could not be counted in time cannot be counted now.
    if (foundCounts !== null && !frozen) void count();
  });
  return () => {
    asked += 1;
    repeating.dispose();
    end();
  };
}

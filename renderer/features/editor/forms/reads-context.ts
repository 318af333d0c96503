import { createContext, useContext } from 'react';

/** What fields read of the first item, by their path: known when a person has just pointed at two. */
export type Reads = ReadonlyMap<string, string>;

const ReadsContext = createContext<Reads>(new Map());

export const ReadsProvider = ReadsContext.Provider;

/** What the field at a path reads; undefined when it is not known. */
export function useReads(path: string): string | undefined {
  return useContext(ReadsContext).get(path);
}

import { useCallback, useEffect, useRef, useState } from 'react';
import { Candidate } from '../../../../shared/flow/target.ts';
import type { Matches, TargetTools } from './target-tools.ts';

/** The matches that were counted for a target's candidates, and which of them the page shows. */
export interface MatchView {
  /** By the candidate as text: a changed candidate has none. */
  readonly counted: ReadonlyMap<string, Matches>;
  readonly shown: string | null;
  /** Shows what a candidate finds, or takes the frames away when it is shown already. */
  toggle(candidate: unknown): void;
  /** Counts all of them, one after another. */
  countAll(candidates: readonly unknown[]): void;
}

/** What a candidate is known by. */
export function matchKey(candidate: unknown): string {
  return JSON.stringify(candidate);
}

/** Asks the page what candidates find. The frames go when the form does. */
export function useMatches(tools: TargetTools | null): MatchView {
  const [counted, setCounted] = useState<ReadonlyMap<string, Matches>>(new Map());
  const [shown, setShown] = useState<string | null>(null);
  const isShowing = useRef(false);
  useEffect(() => {
    setCounted(new Map());
    setShown(null);
    return () => {
      if (isShowing.current) void tools?.highlight(null).catch(() => undefined);
      isShowing.current = false;
    };
  }, [tools]);

  const look = useCallback(
    async (value: unknown): Promise<void> => {
      const candidate = Candidate.safeParse(value);
      if (tools === null || !candidate.success) return;
      isShowing.current = true;
      const found = await answerOf(tools.highlight([candidate.data]));
      setCounted((before) => new Map(before).set(matchKey(value), found));
    },
    [tools],
  );
  const toggle = (candidate: unknown): void => {
    const key = matchKey(candidate);
    if (shown === key) {
      setShown(null);
      isShowing.current = false;
      void tools?.highlight(null).catch(() => undefined);
      return;
    }
    setShown(key);
    void look(candidate);
  };
  const countAll = async (candidates: readonly unknown[]): Promise<void> => {
    for (const candidate of candidates) {
      setShown(matchKey(candidate));
      await look(candidate);
    }
  };
  return { counted, shown, toggle, countAll: (candidates) => void countAll(candidates) };
}

/** A page that has gone is an answer too. */
async function answerOf(asked: Promise<Matches>): Promise<Matches> {
  try {
    return await asked;
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

import { useCallback, useEffect, useState } from 'react';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { CallOutput, Client } from '../../../shared/ipc/define.ts';

type Result = CallOutput<AppContract, 'app.check'>;

/** The checks of this computer: none while they run, their result, or why there is none. */
export interface Checks {
  readonly result: Result | null;
  readonly error: string | null;
  readonly again: () => void;
}

/** Runs the checks once, and again when asked. */
export function useChecks(client: Client<AppContract>): Checks {
  const [result, setResult] = useState<Result | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is what runs the checks again
  useEffect(() => {
    let isWanted = true;
    setResult(null);
    setError(null);
    client.call('app.check', {}).then(
      (found) => isWanted && setResult(found),
      (reason: unknown) => isWanted && setError(reason instanceof Error ? reason.message : String(reason)),
    );
    return () => {
      isWanted = false;
    };
  }, [client, round]);

  return { result, error, again: useCallback(() => setRound((n) => n + 1), []) };
}

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../shared/errors.ts';

/** A stream that ended with an error, or lost a batch. */
export interface BrokenStream {
  readonly name: string;
  readonly error: AppError;
}

export interface StreamHealth {
  readonly store: StoreApi<{ readonly broken: readonly BrokenStream[] }>;
  /** A new subscription reads everything anew: what was broken before is whole again. */
  readonly began: (name: string) => void;
  readonly failed: (name: string, error: AppError) => void;
}

/** Keeps which streams are broken; of each the first error, because it is the cause of what follows. */
export function createStreamHealth(): StreamHealth {
  const store = createStore<{ broken: readonly BrokenStream[] }>(() => ({ broken: [] }));
  return {
    store,
    began(name) {
      const { broken } = store.getState();
      if (broken.some((one) => one.name === name))
        store.setState({ broken: broken.filter((one) => one.name !== name) });
    },
    failed(name, error) {
      const { broken } = store.getState();
      if (broken.some((one) => one.name === name)) return;
      store.setState({ broken: [...broken, { name, error }] });
    },
  };
}

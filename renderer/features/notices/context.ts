import { createContext, useContext } from 'react';
import { invariant } from '../../../shared/assert.ts';
import type { NoticesStore } from './store.ts';

export const NoticesContext = createContext<NoticesStore | null>(null);

/** The notices of the whole window. */
export function useNotices(): NoticesStore {
  const notices = useContext(NoticesContext);
  invariant(notices !== null, 'the notices are provided above');
  return notices;
}

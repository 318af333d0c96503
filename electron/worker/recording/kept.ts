import type { ArtifactPolicy, When } from '../../../shared/flow/schema.ts';
import type { Stopped } from '../stopped.ts';

/** How an attempt ended, as far as its recordings are concerned; `released` = it does not count. */
export type AttemptEnd = 'completed' | 'failed' | 'cancelled' | 'released';

/** How an attempt that was stopped ended: one that took too long has failed. */
export function endOf({ kind }: Stopped): AttemptEnd {
  if (kind === 'timeout') return 'failed';
  return kind === 'cancel' ? 'cancelled' : 'released';
}

/** Whether what was recorded of an attempt that ended so is kept. */
export function isKept(when: When, end: AttemptEnd): boolean {
  switch (end) {
    case 'released':
      return false;
    case 'failed':
      return when !== 'never';
    case 'completed':
    case 'cancelled':
      return when === 'always';
  }
}

/** When the page's source is kept: a flow that wants no pictures and says nothing more wants no source either. */
export function sourceWhen({ source, screenshots }: ArtifactPolicy): When {
  return source ?? (screenshots === 'never' ? 'never' : 'on-failure');
}

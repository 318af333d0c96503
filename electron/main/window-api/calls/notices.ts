import type { Core } from '../../core.ts';
import type { CallsOf } from './part.ts';

/** What a person was told lately. */
export function noticeWindowCalls({ notices }: Pick<Core, 'notices'>): CallsOf<'notices'> {
  return { 'notices.markRead': ({ upTo }) => notices.markRead(upTo) };
}

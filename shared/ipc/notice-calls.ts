import * as z from 'zod';
import { NoticesNow, WantedPlace } from '../notices/notice.ts';
import { call, stream } from './define.ts';

const None = z.strictObject({});

/** What a person was told lately, and where the window is asked to go. */
export const noticeCalls = {
  /** Those up to this number are read. */
  'notices.markRead': call(z.strictObject({ upTo: z.int().nonnegative() }), NoticesNow),
  /** All of them, now and with every change. */
  'notices.changed': stream(None, NoticesNow, 'latest-by-key'),
  /** Where a link, a notice or the tray wants the window to be. */
  'places.wanted': stream(None, WantedPlace, 'append'),
} as const;

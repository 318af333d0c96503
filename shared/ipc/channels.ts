/**
 * The three channels between a window and main; the preload knows these and no others.
 * They stand alone so that the preload's bundle holds no zod.
 */
export const CHANNELS = {
  call: 'runwright:call',
  stream: 'runwright:stream',
  batch: 'runwright:batch',
} as const;

import * as z from 'zod';
import { WireError } from '../errors.ts';

/** A window asks. */
export const CallMessage = z.strictObject({ name: z.string().max(64), input: z.unknown() });

/** The answer: never a rejection, because Electron strips an error to its message. */
export const Reply = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: WireError }),
]);
export type Reply = z.output<typeof Reply>;

const SubscriptionId = z.int().positive();

/** A window speaks of its subscriptions. */
export const StreamMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('subscribe'),
    id: SubscriptionId,
    name: z.string().max(64),
    input: z.unknown(),
  }),
  z.strictObject({ kind: z.literal('ack'), id: SubscriptionId }),
  z.strictObject({ kind: z.literal('unsubscribe'), id: SubscriptionId }),
]);
export type StreamMessage = z.output<typeof StreamMessage>;

/** Main sends items of one subscription, or the error that ended it. */
export const BatchMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('batch'),
    id: SubscriptionId,
    items: z.array(z.unknown()),
    gap: z.int().nonnegative(),
  }),
  z.strictObject({ kind: z.literal('error'), id: SubscriptionId, error: WireError }),
]);
export type BatchMessage = z.output<typeof BatchMessage>;

/** What the preload puts on the window as `window.runwright`. */
export interface Bridge {
  call(message: unknown): Promise<unknown>;
  stream(message: unknown): void;
  onBatch(listener: (message: unknown) => void): () => void;
}

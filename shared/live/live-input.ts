import * as z from 'zod';

/** A place in the picture, as shares of its width and height: the worker knows how large the page is. */
const Place = { x: z.number().min(0).max(1), y: z.number().min(0).max(1) };
const Button = z.enum(['left', 'middle', 'right']);
const Pixels = z.number().min(-10_000).max(10_000);

/** One thing that a person does in the picture of a page. */
export const LiveInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('move'), ...Place }),
  z.strictObject({ kind: z.literal('down'), ...Place, button: Button, clicks: z.int().min(1).max(3) }),
  z.strictObject({ kind: z.literal('up'), ...Place, button: Button, clicks: z.int().min(1).max(3) }),
  z.strictObject({ kind: z.literal('wheel'), ...Place, dx: Pixels, dy: Pixels }),
  /** A key by its name (`Enter`, `a`, `Shift`). */
  z.strictObject({ kind: z.literal('keyDown'), key: z.string().min(1).max(32) }),
  z.strictObject({ kind: z.literal('keyUp'), key: z.string().min(1).max(32) }),
  /** A text that comes as a whole: composed, or pasted. */
  z.strictObject({ kind: z.literal('text'), text: z.string().min(1).max(10_000) }),
]);
export type LiveInput = z.output<typeof LiveInput>;

/** In the order in which they happened. */
export const LiveInputs = z.array(LiveInput).min(1).max(200);

import * as z from 'zod';

const Pixels = z.number().min(-100_000).max(100_000);

/** A place or a way in CSS pixels: right and down are positive. */
export const Point = z.strictObject({ x: Pixels, y: Pixels });

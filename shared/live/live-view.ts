import * as z from 'zod';

/** Largest picture, bytes: a JPEG of 1280 × 720 has a tenth of it. */
export const MAX_PICTURE_BYTES = 2_000_000;
/** Most pictures a second. */
export const MAX_FPS = 15;
/** What pictures may be wide, pixels; the largest is a page of usual size as it is. */
const PICTURE_WIDTHS = [320, 640, 960, 1280] as const;

/** What a viewer wants to see: so many pictures a second at most, and how wide. */
export const ViewWish = z.strictObject({
  fps: z.number().positive().max(MAX_FPS),
  width: z.literal(PICTURE_WIDTHS),
});
export type ViewWish = z.output<typeof ViewWish>;
export type PictureWidth = ViewWish['width'];

/** The smallest width of pictures that loses nothing where they are shown so many of the screen's pixels wide. */
export function pictureWidthFor(shown: number): PictureWidth {
  return PICTURE_WIDTHS.find((width) => width >= shown) ?? 1280;
}

const Pixel = z.number().min(0).max(20_000);

/** A part of the page in shares of what is seen of it; it may lie partly outside. */
export const Mark = z.strictObject({
  x: z.number().min(-100).max(100),
  y: z.number().min(-100).max(100),
  width: z.number().min(0).max(100),
  height: z.number().min(0).max(100),
});
export type Mark = z.output<typeof Mark>;

/** What is seen of a running page: its pictures, and the words around them. */
export const LiveView = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('picture'),
    jpeg: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= MAX_PICTURE_BYTES),
    /** Of the page, in its own pixels. */
    width: Pixel,
    height: Pixel,
  }),
  z.strictObject({
    kind: z.literal('facts'),
    url: z.string().max(4_000),
    title: z.string().max(1_000),
    /** Path and line of the step under way or the last one. */
    step: z.string().max(100).nullable(),
    stepTitle: z.string().max(4_000),
    /** The element that the step acts on. */
    mark: Mark.nullable(),
  }),
]);
export type LiveView = z.output<typeof LiveView>;
export type LivePicture = Extract<LiveView, { kind: 'picture' }>;
export type LiveFacts = Extract<LiveView, { kind: 'facts' }>;

/** The name of an attempt's last picture among its files. */
export const LAST_PICTURE = 'last-picture.jpg';

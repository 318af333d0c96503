import type { Mark } from '../../../../shared/live/live-view.ts';
import type { Size } from './place.ts';

/** A box in pixels of the page. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const FAR = 100;

/** A box as a part of what is seen of the page; what a page says of itself may be anything. */
export function markOf(box: Box, { width, height }: Size): Mark {
  const share = (part: number, whole: number, least: number): number => {
    const value = part / whole;
    return Number.isFinite(value) ? Math.min(FAR, Math.max(least, value)) : 0;
  };
  return {
    x: share(box.x, width, -FAR),
    y: share(box.y, height, -FAR),
    width: share(box.width, width, 0),
    height: share(box.height, height, 0),
  };
}

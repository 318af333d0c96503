import type { Frame, Page } from 'playwright-core';
import type { TrialPoint } from '../../../../shared/live/trial.ts';
import { chainOf } from '../failure/places.ts';
import { AT, placeText } from './engines.ts';
import { frameInset, viewportOf } from './page-facts.ts';

/** A place of the page, in the frame that is there. */
export interface Place {
  readonly frame: Frame;
  /** How a candidate names the frame; empty = the page itself, null = it cannot. */
  readonly chain: readonly string[] | null;
  /** In pixels of the frame. */
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Frames deeper than this are taken as they are. */
const MAX_DEPTH = 10;

/** The size of what is seen of a page. */
export async function sizeOf(page: Page): Promise<Size> {
  const size = page.viewportSize() ?? (await page.evaluate(viewportOf));
  return { width: Math.max(1, size.width), height: Math.max(1, size.height) };
}

/** Goes into the frames at a place of the picture. */
export async function placeIn(page: Page, at: TrialPoint): Promise<Place> {
  const { width, height } = await sizeOf(page);
  const [x, y] = [Math.min(at.x * width, width - 1), Math.min(at.y * height, height - 1)];
  let [frame, left, top] = [page.mainFrame(), 0, 0];
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const inner = await innerFrame(frame, x - left, y - top);
    if (inner === null) break;
    [frame, left, top] = [inner.frame, inner.x, inner.y];
  }
  return { frame, chain: await chainOf(page, frame), x: x - left, y: y - top };
}

/** The frame at a place of another one, and where it begins in the page; null = there is none. */
async function innerFrame(
  frame: Frame,
  x: number,
  y: number,
): Promise<{ frame: Frame; x: number; y: number } | null> {
  const found = await frame.locator(`${AT}=${placeText(x, y)}`).elementHandles();
  try {
    const [element] = found;
    const inner = (await element?.contentFrame()) ?? null;
    if (element === undefined || inner === null) return null;
    const [box, inset] = await Promise.all([element.boundingBox(), element.evaluate(frameInset)]);
    return box === null ? null : { frame: inner, x: box.x + inset.x, y: box.y + inset.y };
  } finally {
    for (const each of found) void each.dispose().catch(() => undefined);
  }
}

/** Where a frame begins in the page. */
export async function cornerOf(frame: Frame): Promise<{ x: number; y: number }> {
  if (frame.parentFrame() === null) return { x: 0, y: 0 };
  const element = await frame.frameElement();
  try {
    const [box, inset] = await Promise.all([element.boundingBox(), element.evaluate(frameInset)]);
    return { x: (box?.x ?? 0) + inset.x, y: (box?.y ?? 0) + inset.y };
  } finally {
    void element.dispose().catch(() => undefined);
  }
}

/** A candidate's part that names the frame. */
export function frameKey(chain: readonly string[]): { frame?: string | string[] } {
  const [only, ...more] = chain;
  if (only === undefined) return {};
  return { frame: more.length === 0 ? only : [...chain] };
}

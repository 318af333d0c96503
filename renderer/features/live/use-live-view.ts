import { type RefObject, useEffect, useState } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import { type LiveFacts, type LivePicture, pictureWidthFor } from '../../../shared/live/live-view.ts';
import { appClient, createLive } from '../../api/index.ts';

export interface SeenView {
  readonly facts: LiveFacts | null;
  /** Size of the page in its own pixels; null before the first picture. */
  readonly size: { readonly width: number; readonly height: number } | null;
}

const NOTHING: SeenView = { facts: null, size: null };

/**
 * Draws what is seen of a job into the canvas, as long as the component stands, `isOn`, and the window is not hidden.
 * The next picture is sent when this one is drawn: a slow window gets fewer. Pictures come as wide as the canvas is shown:
 * a smaller one costs the browser and the window much less.
 */
export function useLiveView(
  jobId: JobId,
  fps: number,
  isOn: boolean,
  canvas: RefObject<HTMLCanvasElement | null>,
): SeenView {
  const [seen, setSeen] = useState(NOTHING);
  useEffect(() => {
    const shown = canvas.current;
    if (!isOn || shown === null) return;
    const live = createLive(appClient(), 'live.view', async ({ items }) => {
      for (const view of items) {
        if (view.kind === 'facts') setSeen((before) => ({ ...before, facts: view }));
        else {
          await draw(shown, view);
          setSeen((before) => withSize(before, view));
        }
      }
    });
    const look = (): void => {
      if (document.hidden) live.stop();
      else live.follow({ jobId, fps, width: pictureWidthFor(shown.clientWidth * devicePixelRatio) });
    };
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(shown);
    document.addEventListener('visibilitychange', look);
    return () => {
      sizes.disconnect();
      document.removeEventListener('visibilitychange', look);
      live.stop();
    };
  }, [jobId, fps, isOn, canvas]);
  return seen;
}

function withSize(before: SeenView, { width, height }: LivePicture): SeenView {
  if (before.size?.width === width && before.size.height === height) return before;
  return { ...before, size: { width, height } };
}

async function draw(canvas: HTMLCanvasElement, { jpeg }: LivePicture): Promise<void> {
  // The bytes stand in no shared memory: they came as a message.
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' }));
  if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
  if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
  // The picture becomes the canvas as it is: drawing it there costs as much again as decoding it.
  canvas.getContext('bitmaprenderer', { alpha: false })?.transferFromImageBitmap(bitmap);
}

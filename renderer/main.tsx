import { systemClock } from '../shared/clock.ts';
import { applyKeptScheme } from './ui/color-scheme.ts';

/*
 * The document shows the outlines of the window by itself. This file is all that runs before they are painted;
 * everything else is loaded after the first frame.
 */
applyKeptScheme(document.documentElement, localStorage);

/** A window that is not shown yet may draw no frames; then the start waits no longer than this. */
const NO_FRAME_MS = 100;

let isStarted = false;
function start(): void {
  if (isStarted) return;
  isStarted = true;
  // When the app could not start, its window has this page and no jobs to show.
  if (document.documentElement.dataset.page === 'start-failure')
    void import('./features/start-failure/root.tsx');
  else void import('./root.tsx');
}
// The second frame begins when the first one is painted.
requestAnimationFrame(() => requestAnimationFrame(start));
systemClock.setTimer(NO_FRAME_MS, start);

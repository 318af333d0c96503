import { applyKeptScheme } from './ui/color-scheme.ts';

/*
 * The document shows the outlines of the window by itself. This file is all that runs before they are painted;
 * everything else is loaded after the first frame.
 */
applyKeptScheme(document.documentElement, localStorage);
requestAnimationFrame(() => requestAnimationFrame(() => void import('./root.tsx')));

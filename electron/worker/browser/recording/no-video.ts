/** Playwright encodes videos with a program of its own, which is not part of the package. */
export function lacksEncoder(error: unknown): boolean {
  return error instanceof Error && error.message.includes('ffmpeg') && error.message.includes('exist');
}

/** What the log says then. */
export const NO_ENCODER =
  'No video is made: Playwright’s ffmpeg is not on this computer. Install Chromium on the page Browsers, which brings it along, then run the job again.';

import { toWire } from '../../shared/errors.ts';

/** A wish that could not be fulfilled, shown on the page where it was made. */
export interface PageFault {
  readonly title: string;
  readonly detail: string;
}

export function pageFault(title: string, error: unknown): PageFault {
  return { title, detail: toWire(error).message };
}

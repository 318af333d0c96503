import { APP_ORIGIN } from '../window/origin.ts';

/** What is known of whoever sent a message; null facts mean that the frame is already gone. */
export interface SenderFacts {
  /** The frame's origin as Chromium says it, never as the page does. */
  readonly origin: string | null;
  readonly isMainFrame: boolean;
  /** True when the message came from a window that this process made. */
  readonly isOurWindow: boolean;
}

/** Only our own page, in the main frame, of a window we created, may speak to main. */
export function isTrustedSender(sender: SenderFacts): boolean {
  return sender.origin === APP_ORIGIN && sender.isMainFrame && sender.isOurWindow;
}

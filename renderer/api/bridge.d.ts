import type { Bridge } from '../../shared/ipc/envelope.ts';

declare global {
  interface Window {
    /** Put there by the preload; missing when the page is opened outside the app. */
    readonly runwright?: Bridge;
  }
}

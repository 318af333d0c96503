import { useStore } from 'zustand';
import { createRouter, type Place, type Router } from './places.ts';

/** The window's own router. */
export const router: Router = createRouter(window);

/** The present place. */
export function usePlace(): Place {
  return useStore(router.store);
}

/** The limits of every benchmark, as the issues state them. All are ratios measured in one run. */
export const LIMITS = {
  /** First paint of the window with an empty queue, as a multiple of a bare Electron window's. */
  'startup.firstPaintRatio': { limit: 2, unit: 'x bare window', better: 'lower' },
  /** The first-run screen is there and can be used, as a multiple of a bare Electron window's first paint. */
  'startup.usableRatio': { limit: 2, unit: 'x bare window', better: 'lower' },
} as const satisfies Record<string, { limit: number; unit: string; better: 'lower' | 'higher' }>;

export type BarName = keyof typeof LIMITS;

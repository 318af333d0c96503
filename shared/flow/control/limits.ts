/** More turns of one loop are refused. */
export const MAX_TURNS = 100_000;

/** So many steps may stand around a step. */
export const MAX_NESTING = 20;

/** So many steps a flow may hold in all. */
export const MAX_STEPS = 10_000;

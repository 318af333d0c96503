import { setTimeout as pause } from 'node:timers/promises';
import { median } from './report.ts';
import { trivialFlow } from './runner-flows.ts';
import type { ProductWorker } from './runner-product.ts';
import type { RawPlaywright } from './runner-raw.ts';

/** Product and raw Playwright in turn, each in its own warm browser of the same kind. */
export interface Pair {
  readonly product: ProductWorker;
  readonly raw: RawPlaywright;
  readonly origin: string;
}

const TRIVIAL_ROUNDS = 15;
const ROUNDS = 5;
const WARM_UPS = 2;

/** Milliseconds of each round. */
export type Rounds = Record<string, number[]>;

/** Runs every contender once a round, in turn. After each there is a rest, in which the product makes its next spare. */
export async function inTurn(
  contenders: Readonly<Record<string, () => Promise<number>>>,
  rounds: number,
  rest: () => number = () => 0,
): Promise<Rounds> {
  const taken: Rounds = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = -WARM_UPS; round < rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const ms = await run();
      if (round >= 0) taken[name]?.push(ms);
      await pause(rest());
    }
  }
  return taken;
}

/** A short job against raw Playwright with a fresh context, and with one that was made before. */
export async function trivial({ product, raw, origin }: Pair): Promise<Rounds> {
  let slowest = 500;
  const fresh = async (): Promise<number> => {
    const ms = await raw.run({ name: 'trivial', origin });
    slowest = Math.max(500, ms);
    return ms;
  };
  const inSpare = async (): Promise<number> => {
    await raw.run({ name: 'makeSpare' });
    return raw.run({ name: 'trivialInSpare', origin });
  };
  // A spare is made in less time than a whole job with a fresh context takes, so it is there after this rest.
  const rest = (): number => slowest;
  const plain = trivialFlow(origin, false);
  const bare = await inTurn({ product: () => product.run(plain), fresh, inSpare }, TRIVIAL_ROUNDS, rest);
  const traced = trivialFlow(origin, true);
  const withTrace = await inTurn({ productWithTrace: () => product.run(traced), fresh }, ROUNDS, rest);
  return {
    ...bare,
    productWithTrace: withTrace.productWithTrace ?? [],
    freshBesideTrace: withTrace.fresh ?? [],
  };
}

/** One flow of the product against one task of raw Playwright. */
export function against(
  { product, raw, origin }: Pair,
  flows: Readonly<Record<string, object>>,
  name: 'long' | 'list',
): Promise<Rounds> {
  const ours = Object.entries(flows).map(([key, flow]) => [key, () => product.run(flow)] as const);
  return inTurn({ ...Object.fromEntries(ours), raw: () => raw.run({ name, origin }) }, ROUNDS, () => 300);
}

/** How the middle rounds compare; NaN when one of them was not measured. */
export function ratio(rounds: Rounds, ours: string, theirs: string): number {
  return median(rounds[ours] ?? []) / median(rounds[theirs] ?? []);
}

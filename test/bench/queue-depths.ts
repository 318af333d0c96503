import { SeededRandom } from '../support/seeded-random.ts';
import { type Contender, jobsInOrder, scatteredJobs } from './queue-contender.ts';
import type { Depth } from './queue-options.ts';
import { openPlainjob, type Plainjob } from './queue-plainjob.ts';
import { openProduct } from './queue-product.ts';
import { openRaw } from './queue-raw.ts';
import { interleave, type Measured, middleOf } from './queue-rounds.ts';
import { measureUpkeep, type Upkeep } from './queue-upkeep.ts';

const IN_BULK = 10_000;
const PAIRS = 1_000;
const CLAIMS = 500;
const BATCH = 50;

/** One at a time, in bulk, and the claim alone, against the raw bound: the next job lies anywhere. Then what main does besides, when deep. */
export async function againstRaw(
  folder: string,
  depth: Depth,
): Promise<{
  readonly claimMicros: Record<'raw' | 'product', number>;
  readonly pair: Measured<'raw' | 'product'>;
  readonly bulk: Measured<'raw' | 'product'>;
  readonly upkeep: Upkeep | null;
}> {
  const random = new SeededRandom(1);
  const raw = openRaw(folder);
  const product = openProduct(folder, 'product');
  const both = [raw, product];
  const fill = (count: number): void => fillAll(both, count, (jobs) => scatteredJobs(jobs, random));
  deepen(both, depth, fill);
  const acts = { raw: () => raw.claim()(), product: () => product.claim()() };
  const pair = interleave(acts, PAIRS, () => fill(PAIRS));
  fill(CLAIMS);
  const claimMicros = middleOf({ raw: raw.claim, product: product.claim }, CLAIMS);
  let jobs = scatteredJobs(IN_BULK, random);
  const bulk = interleave({ raw: () => raw.enqueue(jobs), product: () => product.enqueue(jobs) }, 1, () => {
    jobs = scatteredJobs(IN_BULK, random);
  });
  const upkeep = depth.name === '1k' ? null : await measureUpkeep(product.parts);
  for (const one of both) one.close();
  return { claimMicros, pair, bulk, upkeep };
}

/** One at a time, end and next claim at once, and in batches, against plainjob: jobs are claimed as they came. */
export function againstPlainjob(
  folder: string,
  depth: Depth,
  plainjob: Plainjob,
): Record<'pair' | 'next' | 'batch', Measured<'peer' | 'product'>> {
  const peer = openPlainjob(plainjob, folder);
  const product = openProduct(folder, 'product');
  const both = [peer, product];
  const fill = (count: number): void => fillAll(both, count, jobsInOrder);
  deepen(both, depth, fill);
  const peerPair = (): void => peer.claim()();
  const pair = interleave({ peer: peerPair, product: () => product.claim()() }, PAIRS, () => fill(PAIRS));
  const next = interleave({ peer: peerPair, product: product.finishAndClaim }, PAIRS, () => fill(PAIRS));
  const batchOf = { peer: () => peer.batch(BATCH), product: () => product.batch(BATCH) };
  const batch = interleave(batchOf, PAIRS / BATCH, () => fill(PAIRS));
  for (const one of both) one.close();
  return { pair, next, batch };
}

type Jobs = ReturnType<typeof jobsInOrder>;

function fillAll(all: readonly Contender[], count: number, make: (count: number) => Jobs): void {
  for (let left = count; left > 0; left -= IN_BULK) {
    const jobs = make(Math.min(left, IN_BULK));
    for (const one of all) one.enqueue(jobs);
  }
}

function deepen(
  all: readonly Contender[],
  { pending, completed }: Depth,
  fill: (count: number) => void,
): void {
  fill(completed);
  for (let left = completed; left > 0; left -= BATCH) for (const one of all) one.batch(BATCH);
  fill(pending);
}

import type { WorkerLogLine } from '../../shared/ipc/worker-protocol.ts';
import type { LogContender } from './queue-contender.ts';
import { openProductLog } from './queue-product.ts';
import { openRawLog } from './queue-raw.ts';
import { interleave, type Measured, middleOf } from './queue-rounds.ts';

/** Jobs that write into one log. */
export const JOBS = 100;
const BATCH = 100;
const BATCHES = 100;
const READS = 200;
const MESSAGE =
  'Clicked "Add to basket" after 128 ms: the button was found by its role and its name in the first try of this step.';
const METADATA = '{"url":"https://example.test/catalogue/item/12345","tries":1,"found":"role"}';

/** What the log costs with `lines` lines in it, reported in batches of a hundred. Microseconds a batch, and a read of 500 lines. */
export function measureLog(
  folder: string,
  lines: number,
): {
  readonly lines: number;
  readonly append: Measured<'raw' | 'product'>;
  readonly linesPerSecond: number;
  readonly last: Record<'raw' | 'product', number>;
} {
  const logs = { raw: openRawLog(folder), product: openProductLog(folder, JOBS) };
  const raw = writer(logs.raw);
  const product = writer(logs.product);
  raw.fill(lines);
  product.fill(lines);
  const append = interleave({ raw: raw.append, product: product.append }, BATCHES, () => undefined);
  const last = middleOf({ raw: raw.read, product: product.read }, READS);
  logs.raw.close();
  logs.product.close();
  return { lines, append, linesPerSecond: (BATCH / append.micros.product) * 1_000_000, last };
}

/** Appends `lines` lines to an empty log, to the jobs in turn. */
export function fillLog(log: LogContender, lines: number): void {
  writer(log).fill(lines);
}

/** A batch of the lines of a job, from the one numbered `seq` on. */
export function linesFrom(seq: number): WorkerLogLine[] {
  return Array.from({ length: BATCH }, (_, index) => ({
    seq: seq + index,
    at: 1_700_000_000_000 + seq + index,
    level: 'INFO',
    step: null,
    message: MESSAGE,
    metadata: METADATA,
  }));
}

/** Appends to the jobs in turn, as several at once do, and reads them in turn. */
function writer(log: LogContender) {
  let appended = 0;
  let read = 0;
  const append = (): void => {
    const from = Math.floor(appended / JOBS) * BATCH;
    log.append((appended % JOBS) + 1, linesFrom(from));
    appended += 1;
  };
  return {
    append,
    fill(lines: number) {
      for (let batch = 0; batch < lines / BATCH; batch++) append();
    },
    read() {
      read += 37;
      if (log.lastLines((read % JOBS) + 1) !== 500) throw new Error('lines are missing');
      return () => undefined;
    },
  };
}

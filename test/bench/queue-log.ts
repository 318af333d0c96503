import type { WorkerLogLine } from '../../shared/ipc/worker-protocol.ts';
import type { LogContender } from './queue-contender.ts';
import { openProductLog } from './queue-product.ts';
import { openRawLog } from './queue-raw.ts';
import { interleave, type Measured, middleOf } from './queue-rounds.ts';

const JOBS = 100;
const BATCH = 100;
const BATCHES = 100;
const READS = 200;
const MESSAGE =
  'Clicked "Add to basket" after 128 ms: the button was found by its role and its name in the first try of this step.';
const METADATA = '{"url":"https://example.test/catalogue/item/12345","tries":1,"found":"role"}';

/** What the log costs with `lines` lines in it, reported in batches of a hundred. */
export function measureLog(folder: string, lines: number) {
  const raw = writer(openRawLog(folder));
  const product = writer(openProductLog(folder, JOBS));
  for (let batch = 0; batch < lines / BATCH; batch++) {
    raw.append();
    product.append();
  }
  const append: Measured<'raw' | 'product'> = interleave(
    { raw: raw.append, product: product.append },
    BATCHES,
    () => undefined,
  );
  const last = middleOf({ raw: raw.read, product: product.read }, READS);
  raw.close();
  product.close();
  return { lines, append, last };
}

/** Appends to the jobs in turn, as several at once do, and reads them in turn. */
function writer(log: LogContender) {
  let appended = 0;
  let read = 0;
  return {
    append() {
      const from = Math.floor(appended / JOBS) * BATCH;
      log.append((appended % JOBS) + 1, linesFrom(from));
      appended += 1;
    },
    read() {
      read += 37;
      if (log.lastLines((read % JOBS) + 1) !== 500) throw new Error('lines are missing');
      return () => undefined;
    },
    close: () => log.close(),
  };
}

function linesFrom(seq: number): WorkerLogLine[] {
  return Array.from({ length: BATCH }, (_, index) => ({
    seq: seq + index,
    at: 1_700_000_000_000 + seq + index,
    level: 'INFO',
    step: null,
    message: MESSAGE,
    metadata: METADATA,
  }));
}

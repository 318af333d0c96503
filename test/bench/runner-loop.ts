import { readdirSync } from 'node:fs';
import { trivialFlow } from './runner-flows.ts';
import { memoryOf, processTree, residentOf } from './runner-memory.ts';
import { type BenchBrowser, ProductWorker } from './runner-product.ts';
import { until } from './runner-until.ts';

const AT_ONCE = 5;
/** After so many jobs everything that is loaded once is loaded. */
const SETTLED = 200;

export interface LoopFigures {
  readonly jobs: number;
  readonly workerBytes: {
    readonly settled: number;
    readonly end: number;
    readonly samples: readonly number[];
  };
  readonly treeBytesAtEnd: number;
  readonly processesLeft: number;
  readonly foldersLeft: number;
}

/** A day of short jobs, with what a new flow keeps: what do they leave behind? */
export async function measureLoop(
  browser: BenchBrowser,
  origin: string,
  jobs: number,
  temporaryDir: string,
): Promise<LoopFigures> {
  const worker = new ProductWorker(browser, AT_ONCE, temporaryDir);
  const flow = trivialFlow(origin, true);
  const samples: number[] = [];
  let started = 0;
  let done = 0;
  const one = async (): Promise<void> => {
    while (started++ < jobs) {
      await worker.run(flow);
      if (++done % SETTLED !== 0) continue;
      samples.push(residentOf(worker.pid));
      process.stderr.write(`runner       ${done} jobs, ${Math.round((samples.at(-1) ?? 0) / 1e6)} MB\n`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  const tree = processTree(worker.pid);
  const treeBytesAtEnd = memoryOf(tree);
  await worker.stop();
  const isAlive = (pid: number): boolean => processTree(process.pid).includes(pid);
  // The system takes a moment to put away what was killed.
  await until(() => !tree.some(isAlive), 5_000);
  return {
    jobs,
    workerBytes: { settled: samples[0] ?? Number.NaN, end: samples.at(-1) ?? Number.NaN, samples },
    treeBytesAtEnd,
    processesLeft: tree.filter(isAlive).length,
    foldersLeft: readdirSync(temporaryDir).length,
  };
}

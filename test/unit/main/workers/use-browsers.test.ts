import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WorkersBench, workersBench } from '../../../support/workers-bench.ts';

let bench: WorkersBench;
beforeEach(() => {
  bench = workersBench({ settings: { deadMs: 600_000 } });
});
afterEach(() => bench.dispose());

describe('a browser that was installed while the app runs', () => {
  const browsers = { headless: '/new/shell', headed: '/new/chromium' };

  it('is told to every worker that runs, and to those that start later', () => {
    bench.supervisor.start();
    const [first, second] = [bench.up(1), bench.up(2)];
    bench.supervisor.useBrowsers(browsers);
    for (const worker of [first, second]) {
      expect(worker.all('browsers')).toEqual([{ kind: 'browsers', browsers }]);
      expect(worker.all('drain')).toEqual([]);
    }
    bench.supervisor.configure({ workers: 3, jobsPerWorker: 5 });
    expect(bench.up(3).all('init')).toMatchObject([{ settings: { browsers } }]);
  });
});

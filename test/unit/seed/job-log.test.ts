import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logPage } from '../../../electron/database/queries.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { LogLine } from '../../../shared/job/schema.ts';
import { AppBench, PAGE } from './app-bench.ts';

let app: AppBench;
beforeEach(async () => {
  app = new AppBench();
  await app.start();
});
afterEach(() => app.dispose());

/** The log of a job as it stands in the file. */
function logOf(jobId: JobId): LogLine[] {
  return logPage(app.bench.db, { jobId, limit: 500 }).lines;
}

/** Runs a job whose first step fails once and is then tried again. */
async function troubledJob(): Promise<JobId> {
  let visits = 0;
  app.browsers.visit = (url) => {
    visits += 1;
    if (visits === 1) throw new Error(`page.goto: net::ERR_CONNECTION_RESET at ${url}`);
    return undefined;
  };
  const id = app.run([{ ...PAGE, onError: { retry: 1 } }], { artifacts: { screenshots: 'never' } });
  expect((await app.ended(id)).job.state).toBe('completed');
  return id;
}

describe('the log of a job', () => {
  it('has the levels DEBUG, INFO, WARN and ERROR', async () => {
    const lines = logOf(await troubledJob());
    expect(lines.map(({ level, step, message }) => `${level} ${step ?? '-'} ${message}`)).toEqual([
      'INFO - Attempt 1 begins (headless).',
      'INFO 1 Open https://shop.example/',
      'ERROR 1 shop.example broke off the connection. (ERR_CONNECTION_RESET)',
      'WARN 1 The step failed and is tried again (1 left): shop.example broke off the connection. (ERR_CONNECTION_RESET)',
      'INFO 1 Open https://shop.example/',
      'DEBUG 1 Done in 0 ms.',
      'INFO - All steps are done.',
    ]);
  });

  it('is stored line by line, with its time and its metadata', async () => {
    const lines = logOf(await troubledJob());
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index));
    const error = lines.find(({ level }) => level === 'ERROR');
    expect(error?.at).toBe(app.bench.clock.now() - 100);
    expect(JSON.parse(error?.metadata ?? 'null')).toEqual({
      category: 'NetworkError',
      mend: 'Try again later; if it stays so, open the address in an ordinary browser and see whether it works there.',
      url: '',
    });
    expect(lines.filter(({ metadata }) => metadata !== null)).toEqual([error]);
  });

  it('is mirrored to the console, line by line, with its metadata', async () => {
    const id = await troubledJob();
    const stored = logOf(id);
    expect(app.console).toHaveLength(stored.length);
    for (const [at, { level, message, metadata }] of stored.entries()) {
      expect(app.console[at]).toContain(` ${level.padEnd(5)} #${id}`);
      expect(app.console[at]).toContain(message);
      expect(app.console[at]).toContain(metadata ?? '');
    }
  });
});

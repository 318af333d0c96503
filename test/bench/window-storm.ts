import type { Page } from '@playwright/test';
import * as z from 'zod';
import { FlowId, JobId } from '../../shared/ids.ts';
import { callApp } from './call-app.ts';
import { heap, type Strain, strain, watch } from './window-page.ts';

const STORM_MS = 30_000;
/** A key so often while it storms. */
const KEY_MS = 400;

/** What the window went through, and what went through it. */
export interface Storm extends Strain {
  readonly linesPerSecond: number;
  readonly changesPerSecond: number;
  /** Bytes, before and some seconds after. */
  readonly heapBefore: number;
  readonly heapAfter: number;
}

/**
 * A job writes its log as fast as it can on the open tab, while a bulk operation changes waiting jobs of the list beside it; keys go
 * through the list meanwhile.
 */
export async function storm(page: Page): Promise<Storm> {
  await callApp(page, 'workers.configure', { workers: 1, jobsPerWorker: 5 });
  const jobId = await beginLogging(page);
  await page.locator('#chip-processing').click();
  await page.locator('[role="grid"]').getByText('Storm').first().click();
  await page.getByRole('tab', { name: /^Log/ }).click();
  await page.locator('#chip-all').click();
  await page.waitForTimeout(2_000);
  const heapBefore = await heap(page);
  await countItems(page);
  await watch(page);
  const [from, before] = [performance.now(), await counted(page)];
  let priority = 0;
  while (performance.now() - from < STORM_MS) {
    priority = (priority + 1) % 50;
    await callApp(page, 'bulk.start', {
      action: { kind: 'setPriority', priority },
      target: { kind: 'filter', filter: { states: ['scheduled'] }, upTo: jobId },
    }).catch(() => undefined);
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(KEY_MS);
  }
  const [after, seconds] = [await counted(page), (performance.now() - from) / 1000];
  const strained = await strain(page);
  await callApp(page, 'jobs.cancel', { id: jobId });
  await page.waitForTimeout(5_000);
  return {
    ...strained,
    linesPerSecond: (after.lines - before.lines) / seconds,
    changesPerSecond: (after.changes - before.changes) / seconds,
    heapBefore,
    heapAfter: await heap(page),
  };
}

async function beginLogging(page: Page): Promise<JobId> {
  const line = { action: 'log', message: 'Row {{env.now}}: stock reads “Sold out”, kept as text' };
  const text = JSON.stringify({
    runwright: 1,
    name: 'Storm',
    artifacts: { trace: 'never', screenshots: 'never' },
    steps: [{ action: 'repeat', times: 100_000, steps: Array.from({ length: 100 }, () => line) }],
  });
  const imported = await callApp(page, 'flows.import', { fileName: 'storm.json', text });
  const { flow } = z.object({ flow: z.object({ id: FlowId }) }).parse(imported);
  const { ids } = z
    .object({ ids: z.tuple([JobId]) })
    .parse(await callApp(page, 'jobs.enqueue', { flowId: flow.id }));
  return ids[0];
}

interface Counted {
  readonly lines: number;
  readonly changes: number;
}

/** Counts what reaches the window, from its own bridge. */
async function countItems(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = { lines: 0, changes: 0 };
    Reflect.set(window, 'seenItems', seen);
    window.runwright?.onBatch((message) => {
      const items: unknown[] = Reflect.get(Object(message), 'items') ?? [];
      for (const item of items) {
        if (typeof item !== 'object' || item === null) continue;
        if ('message' in item && 'seq' in item) seen.lines += 1;
        if ('rev' in item && 'flowName' in item) seen.changes += 1;
      }
    });
  });
}

function counted(page: Page): Promise<Counted> {
  return page.evaluate(() => ({ ...Reflect.get(window, 'seenItems') }));
}

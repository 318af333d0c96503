import { cpus, freemem, totalmem } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Load } from './pace.ts';

/** How often the delay of the event loop is measured. */
const RESOLUTION_MS = 20;

/** Looks at this computer; each call tells about the time since the call before. */
export function machineLoad(): () => Load {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let before = processorTimes();
  return () => {
    const now = processorTimes();
    const all = now.all - before.all;
    const processor = all > 0 ? (now.busy - before.busy) / all : 0;
    before = now;
    const loopDelayMs = Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS);
    delay.reset();
    return { processor, loopDelayMs, freeBytes: freemem(), totalBytes: totalmem() };
  };
}

function processorTimes(): { busy: number; all: number } {
  let [busy, all] = [0, 0];
  for (const { times } of cpus()) {
    const used = times.user + times.nice + times.sys + times.irq;
    busy += used;
    all += used + times.idle;
  }
  return { busy, all };
}

import { processVitals } from '../../electron/worker/vitals.ts';
import { Worker } from '../../electron/worker/worker.ts';
import { systemClock } from '../../shared/clock.ts';
import { systemRandom } from '../../shared/random.ts';

/** The product's worker in a process of its own, as in the app; the benchmark plays main over the process's channel. */
const worker = new Worker({
  send: (message) => process.send?.(message),
  clock: systemClock,
  random: systemRandom,
  vitals: processVitals(systemClock),
  exit: (code) => process.exit(code),
});
process.on('message', (message) => worker.handle(message));
process.on('disconnect', () => worker.abandon());

import { type Clock, setRepeating } from '../../../shared/clock.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { StreamHandlers } from '../../../shared/ipc/define.ts';
import { MINUTE_MS, MINUTES } from '../../../shared/statistics/throughput.ts';
import type { Publisher } from '../queue/publisher.ts';
import type { ReaderClient } from '../reader-client.ts';
import { ThroughputMeter } from './throughput-meter.ts';

/** Told so often at most while jobs end, and as a minute passes. */
const TELL_MS = 1_000;
const PASSING_MS = 10_000;

/** The last hour for as long as somebody looks: seeded by the reader, then counted along. */
export function throughputStream({
  publisher,
  reader,
  clock,
}: {
  readonly publisher: Publisher;
  readonly reader: Pick<ReaderClient, 'call'>;
  readonly clock: Clock;
}): StreamHandlers<AppContract>['statistics.throughput'] {
  return (_input, sink) => {
    const meter = new ThroughputMeter();
    let isOver = false;
    let timer: { dispose(): void } | null = null;
    const push = (): void => {
      timer = null;
      sink.push('throughput', meter.read(clock.now()));
    };
    const soon = (): void => {
      timer ??= clock.setTimer(TELL_MS, push);
    };
    const listening = publisher.on('jobChanged', (job) => {
      if (meter.take(job)) soon();
    });
    const passing = setRepeating(clock, PASSING_MS, push);
    const seed = reader.call('recentEnds', { since: clock.now() - MINUTES * MINUTE_MS }).then(
      (ends) => meter.seed(ends),
      // Without its past the hour begins now.
      () => undefined,
    );
    void seed.then(() => {
      if (!isOver) push();
    });
    return () => {
      isOver = true;
      timer?.dispose();
      passing.dispose();
      listening.dispose();
    };
  };
}

import { useEffect, useState } from 'react';
import type { Throughput } from '../../../shared/statistics/throughput.ts';
import { appClient } from '../../api/index.ts';

/** The last hour, for as long as it is shown; null until it is known. */
export function useThroughput(): Throughput | null {
  const [throughput, setThroughput] = useState<Throughput | null>(null);
  useEffect(
    () =>
      appClient().subscribe('statistics.throughput', {}, ({ items }) => {
        const last = items.at(-1);
        if (last !== undefined) setThroughput(last);
      }),
    [],
  );
  return throughput;
}

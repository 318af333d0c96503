import { lazy, Suspense, useState } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import type { Throughput } from '../../../shared/statistics/throughput.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { formatShort } from '../../ui/format.ts';
import classes from './statistics.module.css';
import { ThroughputBars } from './throughput-bars.tsx';
import { useThroughput } from './use-throughput.ts';

const CausesDialog = lazy(async () => ({ default: (await import('./causes-dialog.tsx')).CausesDialog }));

/** How the last hour went, above the list of jobs. It keeps its place while it is read. */
export function ThroughputStrip({ onOpenJob }: { onOpenJob: (id: JobId) => void }) {
  const throughput = useThroughput();
  const [showsCauses, setShowsCauses] = useState(false);
  const words = t().statistics;
  return (
    <section className={classes.strip} aria-label={words.title}>
      <div className={classes.title}>
        <b>{words.title}</b>
        <span>{words.lastHour}</span>
      </div>
      <div className={classes.chart}>
        {throughput !== null && <ThroughputBars minutes={throughput.minutes} />}
      </div>
      <ul className={classes.legend}>
        <li data-kind="completed">{words.endedWell}</li>
        <li data-kind="failed">{words.failed}</li>
      </ul>
      <Figures throughput={throughput} />
      <Button size="sm" title={words.causesHelp} onClick={() => setShowsCauses(true)}>
        {words.causes}
      </Button>
      {showsCauses && (
        <Suspense fallback={null}>
          <CausesDialog onOpenJob={onOpenJob} onClose={() => setShowsCauses(false)} />
        </Suspense>
      )}
    </section>
  );
}

function Figures({ throughput }: { throughput: Throughput | null }) {
  const words = t().statistics;
  const within = (ms: number | null | undefined): string => (ms == null ? words.none : formatShort(ms));
  const rate = throughput === null ? words.none : words.perMinute(throughput.perMinute.toFixed(1));
  const figures: [string, string][] = [
    [words.now, rate],
    [words.half, within(throughput?.p50Ms)],
    [words.most, within(throughput?.p95Ms)],
    [words.share, throughput === null ? words.none : shareOf(throughput)],
  ];
  return (
    <dl className={classes.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `97.8 %` */
function shareOf({ minutes }: Throughput): string {
  const completed = minutes.reduce((sum, minute) => sum + minute.completed, 0);
  const ended = minutes.reduce((sum, minute) => sum + minute.failed, completed);
  return ended === 0 ? t().statistics.none : `${((100 * completed) / ended).toFixed(1)} %`;
}

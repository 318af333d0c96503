import type { JobId } from '../../../shared/ids.ts';
import { paceWords } from '../../../shared/job/pace.ts';
import type { WorkerSample } from '../../../shared/job/pool.ts';
import type { WorkerSummary } from '../../../shared/job/schema.ts';
import { liveWord } from '../../../shared/live/live-state.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount, formatSpan } from '../../ui/format.ts';
import { ClockTime } from '../../ui/time-text.tsx';
import { useTicked } from '../../ui/use-now.ts';
import { useLiveState } from '../live/index.ts';
import { Beats } from './beats.tsx';
import { DrainQuestion } from './drain-question.tsx';
import { HEALTH_COLOR, isBadHealth, shownHealth, workerHealth } from './health.ts';
import { METRICS, type Metric } from './metrics.ts';
import type { Drain } from './page-store.ts';
import { sparkOf, sparkWords } from './spark.ts';
import { Sparkline } from './sparkline.tsx';
import classes from './worker-card.module.css';
import { LOOKS, workerLook } from './worker-look.ts';

interface WorkerCardProps {
  worker: WorkerSummary;
  samples: readonly WorkerSample[];
  /** When the samples were read, epoch milliseconds. */
  readAt: number;
  /** What is asked about this worker, if anything. */
  asking: Drain | null;
  onAsk: (drain: Drain | null) => void;
  onDrain: () => void;
  onOpenJob: (id: JobId) => void;
}

/** One worker: how it is, what it does, what it needs, and what can be done with it. */
export function WorkerCard({ worker, samples, readAt, asking, onAsk, onDrain, onOpenJob }: WorkerCardProps) {
  return (
    <section className={classes.card} aria-label={`Worker ${worker.slot}`}>
      <Head worker={worker} onAsk={onAsk} />
      <dl className={classes.facts}>
        <div className={classes.fact}>
          <dt>Jobs now</dt>
          <dd>
            <JobsNow worker={worker} onOpenJob={onOpenJob} />
          </dd>
        </div>
        {METRICS.map((metric) => (
          <Need key={metric.name} metric={metric} worker={worker} samples={samples} readAt={readAt} />
        ))}
        <Fact name="Browsers" value={formatCount(worker.browsers)} />
        <Fact name="Done" value={formatCount(worker.jobsDone)} />
        <Fact name="Failed" value={formatCount(worker.jobsFailed)} />
        <Fact name="Restarts" value={formatCount(worker.restarts)} />
      </dl>
      {asking !== null && (
        <DrainQuestion
          drain={asking}
          jobs={worker.currentJobs.length}
          onYes={onDrain}
          onNo={() => onAsk(null)}
        />
      )}
    </section>
  );
}

function Head({ worker, onAsk }: Pick<WorkerCardProps, 'worker' | 'onAsk'>) {
  const look = LOOKS[workerLook(worker)];
  const Picture = look.icon;
  const { slot } = worker;
  const off = offReason(worker);
  return (
    <div className={classes.head}>
      <h2 className={classes.name}>W{slot}</h2>
      <span className={classes.state} style={{ color: look.color }}>
        <Picture size={14} stroke={1.75} aria-hidden="true" />
        {look.word}
      </span>
      <Heartbeat worker={worker} />
      <span className={classes.life}>
        {worker.pid !== null && `process ${worker.pid} · `}
        up since <ClockTime at={worker.startedAt} />
      </span>
      <Button size="sm" offReason={off} onClick={() => onAsk({ slot, afterwards: 'restart' })}>
        Drain and restart
      </Button>
      <Button size="sm" offReason={off} onClick={() => onAsk({ slot, afterwards: 'stay' })}>
        Drain and stop
      </Button>
    </div>
  );
}

function offReason(worker: WorkerSummary): string | undefined {
  const look = workerLook(worker);
  if (look === 'draining') return 'It is draining already';
  return look === 'offline' ? 'It is not running' : undefined;
}

function Heartbeat({ worker }: { worker: WorkerSummary }) {
  const health = useTicked((now) => workerHealth(worker, now));
  const age = useTicked((now) => (worker.beatAt === null ? '' : formatSpan(now - worker.beatAt)));
  return (
    <span className={classes.beat}>
      <Beats worker={worker} />
      <span className="visually-hidden">Last heartbeat</span>
      <span
        className={classes.age}
        style={{ color: HEALTH_COLOR[health] }}
        data-strong={isBadHealth(health) || undefined}
      >
        {shownHealth(health, age)}
      </span>
    </span>
  );
}

/** As many as one line holds; the list of jobs has them all. */
const JOBS_SHOWN = 5;

function JobsNow({ worker, onOpenJob }: Pick<WorkerCardProps, 'worker' | 'onOpenJob'>) {
  const { currentJobs, concurrency, pace } = worker;
  const shown = currentJobs.length > JOBS_SHOWN ? JOBS_SHOWN - 1 : JOBS_SHOWN;
  const more = currentJobs.slice(shown);
  return (
    <>
      <span className={classes.value}>
        {currentJobs.length} of {concurrency}
      </span>
      {pace !== undefined && <span className={classes.pace}>{paceWords(pace)}</span>}
      <span className={classes.jobs}>
        {currentJobs.slice(0, shown).map((id) => (
          <JobNow key={id} id={id} onOpen={onOpenJob} />
        ))}
        {more.length > 0 && (
          <span className={classes.more} title={more.map((id) => `#${id}`).join(' ')}>
            +{formatCount(more.length)} more
          </span>
        )}
      </span>
    </>
  );
}

/** A job, and what it waits for a person for. */
function JobNow({ id, onOpen }: { id: JobId; onOpen: (id: JobId) => void }) {
  const live = useLiveState(id);
  const word = live === null ? '' : liveWord(live);
  return (
    <button type="button" className={classes.job} title={`Show job #${id}`} onClick={() => onOpen(id)}>
      #{id}
      {word !== '' && ` ${word}`}
    </button>
  );
}

/** The highest value stays a little below the upper edge. */
const HEADROOM = 1.2;

interface NeedProps extends Pick<WorkerCardProps, 'worker' | 'samples' | 'readAt'> {
  metric: Metric;
}

function Need({ metric, worker, samples, readAt }: NeedProps) {
  const present = metric.read(worker);
  const spark = sparkOf(samples, metric, readAt);
  const top = Math.max(metric.leastTop, HEADROOM * Math.max(spark.range?.max ?? 0, present));
  const label = sparkWords(metric, spark, present);
  return (
    <div className={classes.fact} title={`${label}. ${metric.means}`}>
      <dt>{metric.name}</dt>
      <dd className={classes.need}>
        <span className={classes.value}>{metric.format(present)}</span>
        <Sparkline columns={spark.columns} top={top} label={label} />
      </dd>
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>
        <span className={classes.value}>{value}</span>
      </dd>
    </div>
  );
}

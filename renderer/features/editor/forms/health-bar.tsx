import { t } from '../../../texts/index.ts';
import classes from './forms.module.css';
import { type Health, ticksOf } from './target-health.ts';

const TICKS = 20;

/** How a candidate did: a bar of ticks and `14 of 20`. */
export function HealthBar({ health }: { health: Health }) {
  const words = t().forms.target;
  if (health === undefined) return <span className={classes.health} title={words.notTried} />;
  const { found, tried } = health;
  const good = ticksOf(found, tried, TICKS);
  const title = words.health(found, tried);
  return (
    <span className={classes.health} title={title}>
      <svg width={TICKS * 4} height={10} aria-hidden="true">
        {Array.from({ length: TICKS }, (_, at) => `tick-${at}`).map((key, at) => (
          <rect
            key={key}
            x={at * 4}
            y={0}
            width={3}
            height={10}
            className={at < good ? classes.found : classes.missed}
          />
        ))}
      </svg>
      <span aria-hidden="true">{words.runs(found, tried)}</span>
      <span className="visually-hidden">{title}</span>
    </span>
  );
}

import { safeLines, safeText } from '../../ui/safe-text.ts';
import classes from './facts.module.css';

interface FactGroupProps {
  title: string;
  values: Readonly<Record<string, unknown>>;
  /** What is said when there are none. */
  none?: string;
}

/** Named values under a title. */
export function FactGroup({ title, values, none = '' }: FactGroupProps) {
  const entries = Object.entries(values);
  return (
    <section className={classes.group}>
      <h3 className={classes.heading}>{title}</h3>
      {entries.length === 0 ? (
        <p className={classes.none}>{none}</p>
      ) : (
        <dl className={classes.facts}>
          {entries.map(([name, value]) => (
            <div key={name} className={classes.fact}>
              <dt>
                <bdi>{safeText(name, 100)}</bdi>
              </dt>
              <dd>
                <bdi>{valueText(value)}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return value === '' ? '(empty)' : safeLines(value);
  return safeLines(JSON.stringify(value, null, 2));
}

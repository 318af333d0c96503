import { useMemo } from 'react';
import type { JobDetail } from '../../../shared/job/schema.ts';
import { t } from '../../texts/index.ts';
import { formatCount } from '../../ui/format.ts';
import { safeLines } from '../../ui/safe-text.ts';
import { CopyButton } from './copy-button.tsx';
import classes from './raw.module.css';

/** A longer text would only make the window slow; the whole of it is had by copying. */
const MOST_SHOWN = 200_000;

/** The job with its attempts, steps and history as JSON, as it came from main: secrets are masked there. */
export function RawView({ detail }: { detail: JobDetail }) {
  const text = useMemo(() => JSON.stringify(detail, null, 2), [detail]);
  const words = t().job.raw;
  return (
    <div className={classes.view}>
      <div className={classes.bar}>
        <p className={classes.words}>
          {text.length > MOST_SHOWN ? words.cut(formatCount(MOST_SHOWN)) : words.about}
        </p>
        <CopyButton label={words.copy} text={() => text} />
      </div>
      <section className={classes.frame} aria-label={words.label}>
        <pre className={classes.text} dir="ltr">
          {safeLines(text, MOST_SHOWN)}
        </pre>
      </section>
    </div>
  );
}

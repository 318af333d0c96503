import { lazy, Suspense } from 'react';
import { useJobs } from './context.ts';
import classes from './list-foot.module.css';
import { countSelected } from './selection.ts';
import { selectIsDeadBucket } from './selectors.ts';

const BulkBar = lazy(async () => ({ default: (await import('./bulk-bar.tsx')).BulkBar }));
const BulkStrips = lazy(async () => ({ default: (await import('./bulk-strips.tsx')).BulkStrips }));

/** What floats over the foot of the list: what is done with many jobs, and how far it is. No row moves for it. */
export function ListFoot() {
  const hasBar = useJobs((s) => countSelected(s.selection) > 0 || selectIsDeadBucket(s));
  const hasStrips = useJobs((s) => s.bulks.length > 0);
  if (!hasBar && !hasStrips) return null;
  return (
    <div className={classes.foot}>
      <Suspense fallback={null}>
        {hasStrips && <BulkStrips />}
        {hasBar && <BulkBar />}
      </Suspense>
    </div>
  );
}

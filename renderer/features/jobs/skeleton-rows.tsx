import { useLateFlag } from '../../ui/use-late-flag.ts';
import classes from './job-list.module.css';

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'];
/** From here on it is said what takes so long. */
const SAYS_WHAT_MS = 3000;

/** Still rows at true height while the list is being read. */
export function SkeletonRows() {
  const isLong = useLateFlag(true, SAYS_WHAT_MS);
  return (
    <div className={classes.frame} aria-busy="true">
      <div className={classes.scroll}>
        <div className={classes.head} />
        {isLong && <p className={classes.note}>Reading the list of jobs from the database …</p>}
        {ROWS.map((row) => (
          <div key={row} className={`${classes.row} ${classes.skeleton}`}>
            <span />
            <span className={classes.block} />
            <span className={classes.block} />
            <span className={classes.block} />
          </div>
        ))}
      </div>
    </div>
  );
}

import { useElementSize } from '@mantine/hooks';
import { formatAbsolute, formatClock, formatDue, formatShort } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import { STATE_META } from '../../ui/state-meta.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './timeline.module.css';
import { buildTimeline, type TimelineBox, type TimelineFacts } from './timeline.ts';
import { layoutTimeline, type PlacedArrow, type PlacedBox } from './timeline-layout.ts';

/** The history of the job as boxes with arrows; what has not happened is dashed. */
export function TimelineView({ facts }: { facts: TimelineFacts }) {
  const { ref, width } = useElementSize();
  const now = useNow();
  const layout = layoutTimeline(buildTimeline(facts, now), width);
  return (
    <section className={classes.frame} aria-label="History of states">
      <div ref={ref} className={classes.scroller}>
        {/* Not drawn before its width is known: boxes that move would be worse than none for a frame. */}
        <div
          className={classes.picture}
          data-unmeasured={width === 0 || undefined}
          data-tight={layout.isTight || undefined}
          style={{ width: layout.width, height: layout.height }}
        >
          <Arrows arrows={layout.arrows} width={layout.width} height={layout.height} />
          <ol className={classes.list}>
            {layout.boxes.map((placed) => (
              <Box key={placed.box.key} placed={placed} now={now} />
            ))}
          </ol>
        </div>
      </div>
    </section>
  );
}

function Arrows({
  arrows,
  width,
  height,
}: {
  arrows: readonly PlacedArrow[];
  width: number;
  height: number;
}) {
  return (
    <svg className={classes.arrows} width={width} height={height} aria-hidden="true">
      <defs>
        <marker
          id="timeline-taken"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          orient="auto"
        >
          <path d="M0 .5 8 4 0 7.5Z" className={classes.head} />
        </marker>
      </defs>
      {arrows.map((arrow) => (
        <path
          key={arrow.key}
          d={arrow.path}
          className={arrow.taken ? classes.taken : classes.open}
          {...(arrow.taken ? { markerEnd: 'url(#timeline-taken)' } : {})}
        />
      ))}
    </svg>
  );
}

function Box({ placed, now }: { placed: PlacedBox; now: number }) {
  const { box, x, y, width, height } = placed;
  const meta = STATE_META[box.state];
  const isPossible = box.stage === 'possible';
  const words = boxWords(box, now);
  const colours = isPossible ? {} : { color: meta.color, background: meta.soft };
  return (
    <li
      className={`${classes.box} ${classes[box.stage]}`}
      style={{ left: x, top: y, width, height, ...colours }}
      title={
        box.since === null
          ? undefined
          : `${words === '' ? '' : `${words}\n`}since ${formatAbsolute(box.since)}`
      }
      aria-current={box.stage === 'now' ? 'step' : undefined}
    >
      <StateIcon state={box.state} />
      <span className={classes.words}>
        <span className={classes.word}>{meta.word}</span>
        {isPossible && <span className="visually-hidden">, not reached</span>}
        {words !== '' && height > 24 && <bdi className={classes.detail}>{words}</bdi>}
      </span>
    </li>
  );
}

/** The second line of a box: which one it is and how long it lasted. */
function boxWords(box: TimelineBox, now: number): string {
  const label = safeText(box.label, 120);
  const parts = label === '' ? [] : [label];
  if (box.dueInMs !== null) parts.push(box.dueInMs > 0 ? formatDue(now + box.dueInMs, now) : 'due');
  else if (box.forMs !== null) {
    const length = formatShort(box.stage === 'now' ? Math.floor(box.forMs / 1000) * 1000 : box.forMs);
    if (label === '' && box.since !== null) parts.push(formatClock(box.since, now));
    parts.push(box.stage === 'now' ? `${length} …` : label === '' ? `for ${length}` : length);
  }
  return parts.join(', ');
}

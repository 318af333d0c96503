import type { FailureBox, StoredFailure } from '../../../shared/job/failure.ts';
import type { JobDetail } from '../../../shared/job/schema.ts';
import { artifactUrl } from './artifact-url.ts';
import classes from './failure.module.css';

interface FailurePictureProps {
  failure: StoredFailure;
  detail: JobDetail;
}

interface Mark {
  readonly label: string;
  readonly box: FailureBox;
  readonly kind: 'acted' | 'proposed';
}

/** The page as it was when the step failed. The marks lie over the picture: the picture itself stays as it was taken. */
export function FailurePicture({ failure: { epoch, detail: failure }, detail }: FailurePictureProps) {
  const { picture, viewport } = failure;
  const artifact = detail.artifacts.find((each) => each.epoch === epoch && each.name === picture);
  if (picture === null || artifact === undefined || viewport === null) {
    return <p className={classes.none}>There is no picture of this failure.</p>;
  }
  const marks = marksOf(failure);
  const { width, height } = viewport;
  return (
    <figure className={classes.figure}>
      <img
        className={classes.picture}
        src={artifactUrl(detail.job.id, artifact.id)}
        width={width}
        height={height}
        alt={`The page when step ${failure.path} failed${marks.length === 0 ? '' : `, ${marks.length} places marked`}`}
      />
      <svg className={classes.marks} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {marks.map(({ label, box, kind }) => (
          <g key={label} className={classes[kind]}>
            <rect x={box.x - 2} y={box.y - 2} width={box.width + 4} height={box.height + 4} rx={3} />
            {kind === 'proposed' && (
              <>
                <circle cx={box.x} cy={box.y} r={11} />
                <text x={box.x} y={box.y}>
                  {label}
                </text>
              </>
            )}
          </g>
        ))}
      </svg>
    </figure>
  );
}

/** Numbered as the proposals are. */
function marksOf({ acted, matches, suggestions }: StoredFailure['detail']): Mark[] {
  const boxes = matches.length > 0 ? matches : suggestions;
  const proposed = boxes.flatMap(({ box }, at): Mark[] =>
    box === null ? [] : [{ label: String(at + 1), box, kind: 'proposed' }],
  );
  return acted === null ? proposed : [{ label: 'acted', box: acted, kind: 'acted' }, ...proposed];
}

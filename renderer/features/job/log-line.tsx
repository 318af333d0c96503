import { memo, type Ref } from 'react';
import type { LogLine } from '../../../shared/job/schema.ts';
import { formatAbsolute, formatLogTime } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import classes from './log.module.css';
import { splitMatches } from './log-filter.ts';

const LONGEST_LINE = 4000;

interface LogLineRowProps {
  line: LogLine;
  index: number;
  /** Pixels from the top of the sheet. */
  top: number;
  find: string;
  wrap: boolean;
  onShowStep: (path: string) => void;
  ref?: Ref<HTMLDivElement> | undefined;
}

/** One line: time, level as a word, step, message with its metadata. */
export const LogLineRow = memo(function LogLineRow({
  line,
  index,
  top,
  find,
  wrap,
  onShowStep,
  ref,
}: LogLineRowProps) {
  const step = line.step;
  const message = safeText(line.message, LONGEST_LINE);
  const metadata = line.metadata === null ? '' : safeText(line.metadata, LONGEST_LINE);
  return (
    <div
      ref={ref}
      data-index={index}
      className={wrap ? `${classes.line} ${classes.wrapped}` : classes.line}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span className={classes.time} title={formatAbsolute(line.at)}>
        {formatLogTime(line.at)}
      </span>
      <span className={`${classes.level} ${classes[line.level]}`}>{line.level}</span>
      <span className={classes.step}>
        {step !== null && (
          <button
            type="button"
            className={classes.stepLink}
            tabIndex={-1}
            title="Go to the step"
            onClick={() => onShowStep(step)}
          >
            {safeText(step, 20)}
          </button>
        )}
      </span>
      <bdi
        className={classes.message}
        title={wrap ? undefined : `${message}${metadata === '' ? '' : `\n${metadata}`}`}
      >
        <Marked text={message} find={find} />
        {metadata !== '' && (
          <span className={classes.metadata}>
            {' '}
            <Marked text={metadata} find={find} />
          </span>
        )}
      </bdi>
    </div>
  );
});

function Marked({ text, find }: { text: string; find: string }) {
  if (find.trim() === '') return text;
  let at = 0;
  return splitMatches(text, find).map((part) => {
    const key = at;
    at += part.text.length;
    return part.found ? <mark key={key}>{part.text}</mark> : <span key={key}>{part.text}</span>;
  });
}

import { memo, type Ref } from 'react';
import type { LeaseEpoch } from '../../../shared/ids.ts';
import type { LogLine } from '../../../shared/job/schema.ts';
import { t } from '../../texts/index.ts';
import { formatAbsolute, formatLogTime } from '../../ui/format.ts';
import { MarkedText } from '../../ui/marked-text.tsx';
import { safeText } from '../../ui/safe-text.ts';
import classes from './log.module.css';

const LONGEST_LINE = 4000;

interface LogLineRowProps {
  line: LogLine;
  index: number;
  /** Pixels from the top of the sheet. */
  top: number;
  find: string;
  wrap: boolean;
  /** The reader was sent to this very line. */
  isTarget: boolean;
  onShowStep: (path: string, epoch: LeaseEpoch) => void;
  ref?: Ref<HTMLDivElement> | undefined;
}

/** One line: time, level as a word, step, message with its metadata. */
export const LogLineRow = memo(function LogLineRow({
  line,
  index,
  top,
  find,
  wrap,
  isTarget,
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
      data-target={isTarget || undefined}
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
            title={t().job.log.goToStep}
            onClick={() => onShowStep(step, line.epoch)}
          >
            {safeText(step, 20)}
          </button>
        )}
      </span>
      <bdi
        className={classes.message}
        title={wrap ? undefined : `${message}${metadata === '' ? '' : `\n${metadata}`}`}
      >
        <MarkedText text={message} find={find} />
        {metadata !== '' && (
          <span className={classes.metadata}>
            {' '}
            <MarkedText text={metadata} find={find} />
          </span>
        )}
      </bdi>
    </div>
  );
});

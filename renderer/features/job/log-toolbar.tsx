import { IconSearch, IconTextWrap } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { LogLevel } from '../../../shared/job/schema.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { CopyButton } from './copy-button.tsx';
import classes from './log.module.css';
import type { LogFilter } from './log-filter.ts';

const LEVEL_WORDS = {
  DEBUG: 'All levels',
  INFO: 'INFO and above',
  WARN: 'WARN and above',
  ERROR: 'ERROR only',
} as const satisfies Record<LogLevel, string>;

const LEVELS = LogLevel.options.map((value) => ({ value, text: LEVEL_WORDS[value] }));

interface LogToolbarProps {
  filter: LogFilter;
  onFilter: (filter: LogFilter) => void;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  shown: number;
  held: number;
  isFollowing: boolean;
  copyText: () => string;
}

/** What the log shows: find, level, wrapping; and copying what is shown. */
export function LogToolbar({
  filter,
  onFilter,
  wrap,
  onWrap,
  shown,
  held,
  isFollowing,
  copyText,
}: LogToolbarProps) {
  const clearOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || filter.text === '') return;
    event.preventDefault();
    event.stopPropagation();
    onFilter({ ...filter, text: '' });
  };
  return (
    <div className={classes.toolbar}>
      <span className={classes.find}>
        <IconSearch size={14} stroke={1.5} aria-hidden="true" />
        <input
          type="search"
          aria-label="Find in the log"
          placeholder="Find"
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
          onKeyDown={clearOnEscape}
        />
      </span>
      <Choice
        label="Levels shown"
        value={filter.level}
        options={LEVELS}
        onChange={(level) => onFilter({ ...filter, level })}
      />
      <span className={classes.count}>
        {shown === held ? plural(held, 'line') : `${formatCount(shown)} of ${plural(held, 'line')}`}
        {isFollowing ? '' : ' · paused'}
      </span>
      <Button
        size="sm"
        variant="subtle"
        aria-pressed={wrap}
        className={wrap ? (classes.pressed ?? '') : ''}
        icon={<IconTextWrap size={14} stroke={1.5} />}
        onClick={() => onWrap(!wrap)}
      >
        Wrap
      </Button>
      <CopyButton label="Copy" text={copyText} />
    </div>
  );
}

import { IconChevronDown, IconChevronUp, IconSearch, IconTextWrap } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import { LogLevel } from '../../../shared/job/schema.ts';
import { t } from '../../texts/index.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { formatCount } from '../../ui/format.ts';
import { isDialogOpen } from '../../ui/use-keys.ts';
import { CopyButton } from './copy-button.tsx';
import classes from './log.module.css';
import type { LogFilter } from './log-filter.ts';
import { LogSave, type SaveNote } from './log-save.tsx';
import type { LogSearch } from './use-log-find.ts';

const ICON = { size: 14, stroke: 1.5 } as const;

interface LogToolbarProps {
  jobId: JobId;
  filter: LogFilter;
  /** The steps that can be chosen. */
  steps: readonly string[];
  onLevel: (level: LogFilter['level']) => void;
  onStep: (step: string | null) => void;
  search: LogSearch;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  shown: number;
  held: number;
  isFollowing: boolean;
  copyText: () => string;
  /** What saving came to. */
  onNote: (note: SaveNote | null) => void;
}

/** What the log shows: find, level, step, wrapping; and copying or saving what is shown. */
export function LogToolbar(props: LogToolbarProps) {
  const { jobId, filter, steps, onLevel, onStep, search, wrap, onWrap, shown, held, isFollowing } = props;
  const words = t().job.log;
  const chosen = filter.step === null || steps.includes(filter.step) ? [] : [filter.step];
  const count = shown === held ? words.count(held) : words.some(formatCount(shown), words.count(held));
  return (
    <div className={classes.toolbar}>
      <LogFind search={search} />
      <Choice
        label={words.levels}
        value={filter.level}
        options={LogLevel.options.map((value) => ({ value, text: words.level[value] }))}
        onChange={onLevel}
      />
      <Choice
        label={words.steps}
        value={filter.step ?? ''}
        options={[
          { value: '', text: words.allSteps },
          ...[...chosen, ...steps].map((path) => ({ value: path, text: words.step(path) })),
        ]}
        onChange={(step) => onStep(step === '' ? null : step)}
      />
      <span className={classes.count}>{isFollowing ? count : `${count} · ${words.paused}`}</span>
      <span className={classes.tools}>
        <Button
          size="sm"
          variant="subtle"
          aria-pressed={wrap}
          className={wrap ? (classes.pressed ?? '') : ''}
          icon={<IconTextWrap {...ICON} />}
          onClick={() => onWrap(!wrap)}
        >
          {words.wrap}
        </Button>
        <CopyButton label={words.copy} text={props.copyText} />
        <LogSave jobId={jobId} filter={filter} onNote={props.onNote} />
      </span>
    </div>
  );
}

/** Find: Enter goes on, Shift-Enter back, Ctrl-F comes here from everywhere while the log is shown. */
function LogFind({ search }: { search: LogSearch }) {
  const field = useRef<HTMLInputElement>(null);
  useFindKey(() => field.current?.select());
  const words = t().job.log;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      search.go(event.shiftKey ? -1 : 1);
    }
    if (event.key !== 'Escape' || search.text === '') return;
    event.preventDefault();
    event.stopPropagation();
    search.setText('');
  };
  const found =
    search.count === 0 ? words.none : words.found(formatCount(search.at), formatCount(search.count));
  return (
    <span className={classes.find}>
      <IconSearch {...ICON} aria-hidden="true" />
      <input
        ref={field}
        type="search"
        aria-label={words.find}
        placeholder={words.findShort}
        value={search.text}
        onChange={(event) => search.setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {search.text.trim() !== '' && (
        <>
          <span className={classes.found} role="status">
            {found}
          </span>
          <IconButton
            className={classes.hop ?? ''}
            label={words.previous}
            icon={<IconChevronUp {...ICON} />}
            onClick={() => search.go(-1)}
          />
          <IconButton
            className={classes.hop ?? ''}
            label={words.next}
            icon={<IconChevronDown {...ICON} />}
            onClick={() => search.go(1)}
          />
        </>
      )}
    </span>
  );
}

function useFindKey(find: () => void): void {
  const latest = useRef(find);
  useEffect(() => {
    latest.current = find;
  });
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'f' || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
      if (event.defaultPrevented || isDialogOpen()) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

import { IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import { IconButton } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { useJobs, useJobsActions } from './context.ts';
import classes from './job-search.module.css';
import { JOBS_PANEL } from './jobs-panel-id.ts';
import { selectSearchText, selectTotal } from './selectors.ts';

/** Letters typed in a hurry are one search. */
const PAUSE_MS = 150;
const LONGEST = 200;

/** The search box: part of a flow's name, `#number`, or `log:"text"` for lines of logs. */
export function JobSearch({ input }: { input: RefObject<HTMLInputElement | null> }) {
  const text = useJobs(selectSearchText);
  const total = useJobs((s) => (s.logSearch === null ? selectTotal(s) : null));
  const { search } = useJobsActions();
  const [typed, setTyped] = useState(text);

  const sent = useRef(text);
  const send = (next: string): void => {
    sent.current = next.trim();
    search(next);
  };

  // Follows a search that was set elsewhere, and never its own echo: more may have been typed since.
  useEffect(() => {
    if (text === sent.current) return;
    sent.current = text;
    setTyped(text);
  }, [text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new letter begins a new wait
  useEffect(() => {
    const timer = systemClock.setTimer(PAUSE_MS, () => send(typed));
    return () => timer.dispose();
  }, [typed]);

  const clear = (): void => {
    setTyped('');
    send('');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') send(typed);
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      document.getElementById(JOBS_PANEL)?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    }
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    if (typed === '') event.currentTarget.blur();
    else clear();
  };
  return (
    <search className={classes.box}>
      <IconSearch size={16} stroke={1.5} aria-hidden="true" />
      <input
        ref={input}
        className={classes.input}
        type="text"
        aria-label="Search jobs"
        placeholder="Part of a flow’s name, #number, or log:&quot;words of a log&quot;"
        maxLength={LONGEST}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {total !== null && <span className={classes.count}>{plural(total, 'job')}</span>}
      {typed === '' ? (
        <Kbd>/</Kbd>
      ) : (
        <IconButton
          label="Clear search"
          className={classes.clear}
          icon={<IconX size={14} stroke={1.5} />}
          onClick={clear}
        />
      )}
    </search>
  );
}

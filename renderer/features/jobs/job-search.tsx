import { IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import type { QueryToken } from '../../../shared/job/query.ts';
import { t } from '../../texts/index.ts';
import { IconButton } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { safeText } from '../../ui/safe-text.ts';
import { useJobs, useJobsActions, useJobsStore } from './context.ts';
import classes from './job-search.module.css';
import { JOBS_PANEL } from './jobs-panel-id.ts';
import {
  faultIn,
  lastPiece,
  NO_WORDS,
  type SearchWords,
  takeTokens,
  wholeText,
  wordsFrom,
} from './search-words.ts';
import { selectSearchText, selectTotal } from './selectors.ts';
import { SuggestionList } from './suggestion-list.tsx';
import { type Suggestion, suggest } from './suggestions.ts';

/** Letters typed in a hurry are one search. */
const PAUSE_MS = 150;
const LONGEST = 400;

/** The search box: words of a flow's name, `#number` and qualifiers, which become tokens; `log:"text"` alone shows lines of logs. */
export function JobSearch({ input }: { input: RefObject<HTMLInputElement | null> }) {
  const texts = t().jobsSearch;
  const store = useJobsStore();
  const total = useJobs((s) => (s.logSearch === null ? selectTotal(s) : null));
  const { words, change, fault, complain } = useSearchWords();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const list = useId();
  const help = useId();
  const piece = lastPiece(words.rest, systemClock.now());
  const offered = open ? suggest(piece.text, store.getState()).filter(({ text }) => text !== piece.text) : [];

  const accept = ({ text, isUnfinished }: Suggestion): void => {
    const rest = `${words.rest.slice(0, piece.start)}${text}${isUnfinished ? '' : ' '}`;
    change(takeTokens({ ...words, rest }, systemClock.now(), false), !isUnfinished);
    setActive(-1);
    setOpen(isUnfinished);
    input.current?.focus();
  };
  const keys: Readonly<Record<string, () => boolean>> = {
    ArrowDown() {
      if (offered.length === 0) return focusList();
      setActive((active + 1) % offered.length);
      return true;
    },
    ArrowUp() {
      if (offered.length > 0) setActive(active <= 0 ? offered.length - 1 : active - 1);
      return offered.length > 0;
    },
    Enter() {
      const chosen = offered[active];
      if (chosen !== undefined) accept(chosen);
      else {
        setOpen(false);
        complain();
        change(takeTokens(words, systemClock.now(), true), true);
      }
      return true;
    },
    Backspace() {
      if (words.rest !== '' || words.tokens.length === 0) return false;
      change({ ...words, tokens: words.tokens.slice(0, -1) }, true);
      return true;
    },
    Escape() {
      if (offered.length > 0) setOpen(false);
      else if (wholeText(words) === '') input.current?.blur();
      else change(NO_WORDS, true);
      return true;
    },
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    if (keys[event.key]?.() !== true) return;
    event.preventDefault();
    if (event.key === 'Escape') event.stopPropagation();
  };
  return (
    <search className={classes.box}>
      <IconSearch size={16} stroke={1.5} aria-hidden="true" />
      {words.tokens.map((token) => (
        <Token
          key={token}
          text={token}
          onRemove={() => change({ ...words, tokens: words.tokens.filter((one) => one !== token) }, true)}
        />
      ))}
      <input
        ref={input}
        className={classes.input}
        type="text"
        role="combobox"
        aria-label={texts.search}
        aria-expanded={offered.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={offered[active] === undefined ? undefined : `${list}-${active}`}
        aria-invalid={fault !== null || undefined}
        aria-describedby={fault === null ? undefined : help}
        placeholder={words.tokens.length === 0 ? texts.placeholder : undefined}
        maxLength={LONGEST}
        autoComplete="off"
        spellCheck={false}
        value={words.rest}
        onChange={(event) => {
          setOpen(true);
          setActive(-1);
          change(takeTokens({ ...words, rest: event.currentTarget.value }, systemClock.now(), false), false);
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      {total !== null && <span className={classes.count}>{t().common.jobs(total)}</span>}
      {wholeText(words) === '' ? (
        <Kbd>/</Kbd>
      ) : (
        <IconButton
          label={texts.clear}
          className={classes.clear}
          icon={<IconX size={14} stroke={1.5} />}
          onClick={() => change(NO_WORDS, true)}
        />
      )}
      <SuggestionList id={list} offered={offered} active={active} onAccept={accept} />
      {fault !== null && offered.length === 0 && (
        <Fault
          id={help}
          token={fault}
          onMend={(instead) => {
            const rest = words.rest.replace(fault.text, () => `${instead} `);
            change(takeTokens({ ...words, rest }, systemClock.now(), true), true);
            input.current?.focus();
          }}
        />
      )}
    </search>
  );
}

/** The words of the box, sent on after a pause, and following a search that was set elsewhere. */
function useSearchWords() {
  const text = useJobs(selectSearchText);
  const { search } = useJobsActions();
  const [words, setWords] = useState<SearchWords>(() => wordsFrom(text, systemClock.now()));
  const [isComplaining, setComplaining] = useState(false);
  const sent = useRef(text);
  const latest = useRef(search);
  const whole = wholeText(words);
  const send = (next: string): void => {
    if (next === sent.current) return;
    sent.current = next;
    latest.current(next);
  };
  // Never its own echo: more may have been typed since.
  useEffect(() => {
    if (text === sent.current) return;
    sent.current = text;
    setWords(wordsFrom(text, systemClock.now()));
  }, [text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another text begins a new wait
  useEffect(() => {
    const timer = systemClock.setTimer(PAUSE_MS, () => send(whole));
    return () => timer.dispose();
  }, [whole]);
  return {
    words,
    change(next: SearchWords, atOnce: boolean): void {
      setWords(next);
      if (!atOnce) setComplaining(false);
      if (atOnce) send(wholeText(next));
    },
    fault: faultIn(words.rest, systemClock.now(), isComplaining),
    complain: () => setComplaining(true),
  };
}

function Token({ text, onRemove }: { text: string; onRemove: () => void }) {
  const [key = '', ...value] = text.split(/(?<=^[^:"]*:)/);
  return (
    <span className={classes.token}>
      <span className={classes.key}>{key}</span>
      <bdi>{safeText(value.join(''), 60)}</bdi>
      <button
        type="button"
        className={classes.remove}
        aria-label={t().jobsSearch.takeAway(safeText(text, 60))}
        onClick={onRemove}
      >
        <IconX size={12} stroke={1.5} aria-hidden="true" />
      </button>
    </span>
  );
}

function Fault({ id, token, onMend }: { id: string; token: QueryToken; onMend: (instead: string) => void }) {
  const { fault } = token;
  if (fault === null) return null;
  const { instead } = fault;
  return (
    <p id={id} className={classes.fault} role="status">
      <bdi>{safeText(t().jobsSearch.fault(fault), 200)}</bdi>
      {instead !== null && (
        <>
          {' '}
          {t().jobsSearch.nearest}{' '}
          <button type="button" className={classes.mend} onClick={() => onMend(instead)}>
            {safeText(instead, 80)}
          </button>
        </>
      )}
    </p>
  );
}

function focusList(): boolean {
  document.getElementById(JOBS_PANEL)?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  return true;
}

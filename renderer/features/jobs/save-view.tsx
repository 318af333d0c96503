import { IconBookmark } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { MOST_VIEWS } from '../../../shared/job/saved-view.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import classes from './column-chooser.module.css';
import { useJobs, useJobsStore, useViews } from './context.ts';

/** Keeps the search, the state and the order under a name, in the rail. */
export function SaveView() {
  const words = t().jobsSearch;
  const jobs = useJobsStore();
  const views = useViews();
  const isFull = useStore(views, (s) => s.views.length >= MOST_VIEWS);
  const isPlain = useJobs(
    ({ filter }) => filter.text === '' && filter.state === null && filter.sort === 'newest',
  );
  const [name, setName] = useState<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const close = (): void => {
    setName(null);
    frame.current?.querySelector('button')?.focus();
  };
  const save = (): void => {
    const { text, state, sort } = jobs.getState().filter;
    const wanted = (name ?? '').trim();
    if (wanted === '') return;
    views.getState().actions.save({ name: wanted, text, state, sort });
    close();
  };
  const offReason = isPlain ? words.nothingToSave : isFull ? words.tooManyViews : undefined;
  return (
    <div ref={frame} className={classes.frame}>
      <Button
        icon={<IconBookmark size={16} stroke={1.5} aria-hidden="true" />}
        aria-expanded={name !== null}
        offReason={offReason}
        onClick={() => setName(name === null ? '' : null)}
      >
        {words.saveView}
      </Button>
      {name !== null && (
        <div className={classes.panel}>
          <div className={classes.line}>
            <input
              className={classes.field}
              aria-label={words.viewName}
              placeholder={words.viewName}
              maxLength={60}
              // biome-ignore lint/a11y/noAutofocus: the person has just asked to type here
              autoFocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') save();
                if (event.key !== 'Escape') return;
                event.stopPropagation();
                close();
              }}
            />
            <Button size="sm" onClick={save}>
              {t().common.save}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

import { useState } from 'react';
import { MOST_TAGS, sortedTags, Tag } from '../../../shared/job/tags.ts';
import { t } from '../../texts/index.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';
import { fitOf } from './bulk-fit.ts';
import { useJobs, useJobsActions } from './context.ts';
import classes from './list-foot.module.css';
import { countSelected } from './selection.ts';

/** Which tags the selected jobs get or lose; several are parted by blanks. */
export function TagQuestion() {
  const words = t().jobsSearch;
  const jobs = useJobs((s) => countSelected(s.selection));
  const { runBulk } = useJobsActions();
  const [text, setText] = useState('');
  const tags = text.split(/[\s,]+/).filter((word) => word !== '');
  const isRight =
    tags.length > 0 && tags.length <= MOST_TAGS && tags.every((word) => Tag.safeParse(word).success);
  const offReason = isRight ? undefined : words.tagRule;
  const run = (kind: 'add' | 'remove'): void => {
    const named = sortedTags(tags.map((word) => Tag.parse(word)));
    const change = kind === 'add' ? { add: named, remove: [] } : { add: [], remove: named };
    if (isRight) void runBulk({ kind: 'tag', ...change });
  };
  return (
    <>
      <legend className={classes.question}>{words.tagQuestion(jobs)}</legend>
      <input
        type="text"
        className={classes.tags}
        aria-label={words.tags}
        maxLength={400}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') run('add');
        }}
      />
      <Button size="sm" offReason={offReason} onClick={() => run('add')}>
        {words.addTags}
      </Button>
      <Button size="sm" offReason={offReason} onClick={() => run('remove')}>
        {words.removeTags}
      </Button>
    </>
  );
}

/** Many jobs are deleted only after this question, which says what stays and why. */
export function DeleteQuestion() {
  const words = t().jobsSearch;
  const now = useNow();
  const total = useJobs((s) => countSelected(s.selection));
  const fitting = useJobs((s) =>
    s.selection.all === null ? fitOf('delete', s.selection, s.list.byId, now).count : null,
  );
  const { openBulkPanel, deleteSelected } = useJobsActions();
  return (
    <>
      <legend className={classes.question}>
        {fitting === null ? words.deleteAllQuestion(total) : words.deleteQuestion(fitting, total - fitting)}
      </legend>
      <Button size="sm" onClick={() => openBulkPanel(null)}>
        {words.keepThem}
      </Button>
      <Button size="sm" variant="danger" onClick={() => void deleteSelected()}>
        {words.deleteJobs(fitting ?? total)}
      </Button>
    </>
  );
}

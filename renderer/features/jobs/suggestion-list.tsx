import { t } from '../../texts/index.ts';
import { formatCount } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import classes from './job-search.module.css';
import type { Suggestion } from './suggestions.ts';

interface SuggestionListProps {
  id: string;
  offered: readonly Suggestion[];
  /** The one that Enter takes; -1 = none. */
  active: number;
  onAccept: (suggestion: Suggestion) => void;
}

/** What may be typed next, below the search box. The focus stays in the box. */
export function SuggestionList({ id, offered, active, onAccept }: SuggestionListProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t().jobsSearch.suggestions}
      className={classes.list}
      hidden={offered.length === 0}
    >
      {offered.map((suggestion, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the box keeps the focus and points to the active option
        // biome-ignore lint/a11y/useKeyWithClickEvents: its keys are those of the box
        <div
          key={suggestion.text}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={classes.option}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onAccept(suggestion)}
        >
          <bdi>{safeText(suggestion.text, 80)}</bdi>
          {suggestion.jobs !== null && <span className={classes.count}>{formatCount(suggestion.jobs)}</span>}
        </div>
      ))}
    </div>
  );
}

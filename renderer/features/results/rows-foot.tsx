import type { ColumnFacts, ResultsLook, ResultsSummary } from '../../../shared/ipc/results-calls.ts';
import { t } from '../../texts/index.ts';
import { SafeLine } from '../../ui/safe-line.tsx';
import { numberText } from './numbers.ts';
import classes from './results-page.module.css';

/** Columns whose numbers are told; more do not fit on a line. */
const MOST = 4;

interface RowsFootProps {
  look: ResultsLook;
  summary: ResultsSummary;
  shown: readonly string[];
  /** The rows in sight, from 0. */
  first: number;
  last: number;
}

/** What the number columns come to, and where in the rows one is. */
export function RowsFoot({ look, summary, shown, first, last }: RowsFootProps) {
  const words = t().results;
  const numbers = shown
    .flatMap((name) => summary.columns.filter((column) => column.name === name && column.isNumber))
    .slice(0, MOST);
  const { total, counts } = summary;
  return (
    <div className={classes.foot}>
      <div className={classes.sums}>
        {numbers.map((column) => (
          <Numbers key={column.name} column={column} isCompared={look.against !== null} />
        ))}
      </div>
      <span className={classes.place}>
        {!summary.complete && `${words.lookedThrough(summary.lookedThrough)} `}
        {total > 0 &&
          words.place(numberText(first + 1), numberText(Math.min(last + 1, total)), numberText(total))}
        {look.against !== null &&
          look.show === 'all' &&
          counts.removed > 0 &&
          words.onlyThere(numberText(counts.removed), look.against)}
      </span>
    </div>
  );
}

function Numbers({ column, isCompared }: { column: ColumnFacts; isCompared: boolean }) {
  const words = t().results;
  const { name, sum, numbers, sumBefore, numbersBefore } = column;
  const has = isCompared && numbersBefore > 0;
  if (numbers === 0) return null;
  return (
    <span className={classes.numbers}>
      <b>
        <SafeLine text={name} />
      </b>{' '}
      {words.mean} {numberText(sum / numbers)}
      {has && words.before(numberText(sumBefore / numbersBefore))}
      {' · '}
      {words.sum} {numberText(sum)}
      {has && words.before(numberText(sumBefore))}
    </span>
  );
}

import { t } from '../../../texts/index.ts';
import { safeText } from '../../../ui/safe-text.ts';
import classes from './trial.module.css';
import type { RowsPreview as Preview } from './trial-store.ts';

const COLUMNS = 12;

/** The first rows that the newest run brought into its last dataset. */
export function RowsPreview({ preview }: { preview: Preview }) {
  const { dataset, rows, total } = preview;
  const words = t().trial;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].slice(0, COLUMNS);
  const more = rows.length < total ? `, ${words.firstRows(rows.length)}` : '';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by the keyboard too
    <section className={classes.preview} tabIndex={0} aria-label={words.rows(total, safeText(dataset, 100))}>
      <table className={classes.table}>
        <caption>
          {words.rows(total, safeText(dataset, 100))}
          {more}
        </caption>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                <bdi>{safeText(name, 60)}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // Rows have no key of their own, and stand as they came.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <tr key={at}>
              {columns.map((name) => (
                <td key={name}>
                  <bdi>{safeText(String(row[name] ?? ''), 200)}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

import { IconFileSpreadsheet, IconX } from '@tabler/icons-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import type { CsvFault } from './csv-rows.ts';
import classes from './new-job.module.css';
import type { RowsFile } from './store.ts';

const PREVIEW_ROWS = 3;
const PREVIEW_COLUMNS = 6;
const MOST_FAULTS = 5;

interface RowsFieldProps {
  /** Columns that the flow reads. */
  needed: readonly string[];
  rows: RowsFile | null;
  fault: string | null;
  onFile: (name: string, text: string) => void;
  onClear: () => void;
}

/** Where a flow's rows come from: a CSV file, chosen or dropped, with its first rows to look at. */
export function RowsField({ needed, rows, fault, onFile, onClear }: RowsFieldProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const faultId = useId();
  const take = (file: File | undefined): void => {
    if (file !== undefined) void file.text().then((text) => onFile(file.name, text));
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <fieldset
      className={isOver ? `${classes.rows} ${classes.over}` : classes.rows}
      aria-describedby={fault === null ? undefined : faultId}
      onDragOver={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <legend className={classes.legend}>Rows</legend>
      <div className={classes.rowsLine}>
        <IconFileSpreadsheet size={16} stroke={1.5} aria-hidden="true" />
        <span className={classes.rowsWords}>
          {rows === null ? <Wanted needed={needed} /> : <FileWords rows={rows} />}
        </span>
        <Button size="sm" data-invalid={fault !== null || undefined} onClick={() => picker.current?.click()}>
          {rows === null ? 'Choose a CSV file' : 'Choose another'}
        </Button>
        {rows !== null && (
          <IconButton label="Remove the file" icon={<IconX size={14} stroke={1.5} />} onClick={onClear} />
        )}
      </div>
      <input
        ref={picker}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        hidden
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      {fault !== null && (
        <p id={faultId} className={classes.fault} role="alert">
          {safeText(fault)}
        </p>
      )}
      {rows !== null && rows.faults.length > 0 && <FileFaults faults={rows.faults} />}
      {rows !== null && rows.rows.length > 0 && <Preview rows={rows} />}
    </fieldset>
  );
}

function Wanted({ needed }: { needed: readonly string[] }) {
  return (
    <>
      One job for each row. The flow reads{' '}
      {needed.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <code className={classes.column}>{safeText(name, 64)}</code>
        </span>
      ))}
      . Drop a CSV file here, or choose one.
    </>
  );
}

function FileWords({ rows }: { rows: RowsFile }) {
  const count =
    rows.faults.length > 0 ? plural(rows.faults.length, 'fault') : plural(rows.rows.length, 'row');
  return (
    <>
      <bdi className={classes.fileName}>{safeText(rows.name, 120)}</bdi> · {count}
    </>
  );
}

function FileFaults({ faults }: { faults: readonly CsvFault[] }) {
  const more = faults.length - MOST_FAULTS;
  return (
    <ul className={classes.faults}>
      {faults.slice(0, MOST_FAULTS).map((fault) => (
        <li key={`${fault.line} ${fault.message}`}>
          <span className={classes.place}>line {fault.line}</span> <bdi>{safeText(fault.message)}</bdi>
        </li>
      ))}
      {more > 0 && <li>and {plural(more, 'more fault')}</li>}
    </ul>
  );
}

/** The first rows, so that a person sees that it is the right file. */
function Preview({ rows }: { rows: RowsFile }) {
  const columns = rows.columns.slice(0, PREVIEW_COLUMNS);
  const hidden = rows.columns.length - columns.length;
  return (
    <table className={classes.preview} aria-label="First rows of the file">
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
          {hidden > 0 && <th scope="col">+ {hidden}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.rows.slice(0, PREVIEW_ROWS).map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
          <tr key={index}>
            {columns.map((name) => (
              <td key={name}>
                <bdi>{safeText(String(row[name] ?? ''), 100)}</bdi>
              </td>
            ))}
            {hidden > 0 && <td>…</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

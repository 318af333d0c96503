import { SegmentedControl, Textarea } from '@mantine/core';
import { IconFileSpreadsheet, IconX } from '@tabler/icons-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { plural } from '../../ui/format.ts';
import { safeText } from '../../ui/safe-text.ts';
import type { CsvFault } from './csv-rows.ts';
import { FIELD_LOOKS, SEGMENT_LOOKS } from './field-looks.ts';
import './mantine-fields.ts';
import classes from './new-job.module.css';
import type { RowsFile, RowsMode } from './store.ts';

const PREVIEW_ROWS = 3;
const PREVIEW_COLUMNS = 6;
const MOST_FAULTS = 5;

interface RowsFieldProps {
  /** Columns that the flow reads. */
  needed: readonly string[];
  rows: RowsFile | null;
  fault: string | null;
  mode: RowsMode;
  onMode: (mode: RowsMode) => void;
  /** An Excel workbook was chosen. */
  onSheet: (name: string, bytes: Uint8Array<ArrayBuffer>) => void;
  onPaste: (text: string) => void;
  onFile: (name: string, text: string) => void;
  onClear: () => void;
}

/** Where a flow's rows come from: a file, chosen or dropped, or a pasted table, with its first rows to look at. */
export function RowsField(props: RowsFieldProps) {
  const { needed, rows, fault, mode, onMode, onSheet, onPaste, onFile, onClear } = props;
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isPasting, setPasting] = useState(false);
  const faultId = useId();
  const take = (file: File | undefined): void => {
    if (file === undefined) return;
    setPasting(false);
    if (/\.xlsx$/i.test(file.name)) {
      void file.arrayBuffer().then((buffer) => onSheet(file.name, new Uint8Array(buffer)));
    } else void file.text().then((text) => onFile(file.name, text));
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
          {rows === null ? 'Choose a file' : 'Choose another'}
        </Button>
        {!isPasting && (
          <Button size="sm" onClick={() => setPasting(true)}>
            Paste a table
          </Button>
        )}
        {rows !== null && (
          <IconButton label="Remove the file" icon={<IconX size={14} stroke={1.5} />} onClick={onClear} />
        )}
      </div>
      <input
        ref={picker}
        type="file"
        accept=".csv,.tsv,.txt,.json,.xlsx,text/csv"
        hidden
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      {isPasting && (
        <PasteField
          onPaste={(text) => {
            onPaste(text);
            setPasting(false);
          }}
        />
      )}
      <ModeField mode={mode} onMode={onMode} />
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

const MODES = [
  { value: 'job_each', label: 'One job for each row' },
  { value: 'job', label: 'One job for all rows' },
];

function ModeField({ mode, onMode }: { mode: RowsMode; onMode: (mode: RowsMode) => void }) {
  return (
    <div className={classes.rowsMode}>
      <SegmentedControl
        size="xs"
        classNames={SEGMENT_LOOKS}
        aria-label="How rows become jobs"
        value={mode}
        onChange={(value) => onMode(value === 'job' ? 'job' : 'job_each')}
        data={MODES}
      />
      {mode === 'job' && (
        <p className={classes.rowsWords}>
          The rows run one after the other in one browser. One that fails does not stop the others, and can be
          run again alone.
        </p>
      )}
    </div>
  );
}

function PasteField({ onPaste }: { onPaste: (text: string) => void }) {
  const [text, setText] = useState('');
  return (
    <div className={classes.paste}>
      <Textarea
        size="xs"
        classNames={FIELD_LOOKS}
        label="Table"
        description="Copied from a spreadsheet, or CSV. The first line may name the columns."
        rows={5}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        size="sm"
        offReason={text.trim() === '' ? 'Paste a table into the field first.' : undefined}
        onClick={() => onPaste(text)}
      >
        Use the table
      </Button>
    </div>
  );
}

function Wanted({ needed }: { needed: readonly string[] }) {
  return (
    <>
      The flow runs once for each row. It reads{' '}
      {needed.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <code className={classes.column}>{safeText(name, 64)}</code>
        </span>
      ))}
      . Drop a CSV, JSON or Excel file here, choose one, or paste a table.
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
        <li key={`${fault.line} ${fault.place} ${fault.message}`}>
          <span className={classes.place}>{fault.place ?? `line ${fault.line}`}</span>{' '}
          <bdi>{safeText(fault.message)}</bdi>
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

import { IconBraces, IconCopy, IconFileText, IconMarkdown, IconTable } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import type { ResultsExport, ResultsSummary } from '../../../shared/ipc/results-calls.ts';
import { aboutSize } from '../../../shared/rows/about-size.ts';
import type { ExportFormat } from '../../../shared/rows/export-format.ts';
import { t } from '../../texts/index.ts';
import { formatBytes } from '../../ui/format.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { safeText } from '../../ui/safe-text.ts';
import classes from './panel.module.css';

const ICONS: Readonly<Record<ExportFormat, ReactNode>> = {
  csv: <IconFileText size={16} stroke={1.5} aria-hidden />,
  json: <IconBraces size={16} stroke={1.5} aria-hidden />,
  xlsx: <IconTable size={16} stroke={1.5} aria-hidden />,
  md: <IconMarkdown size={16} stroke={1.5} aria-hidden />,
};
const NAMES: Readonly<Record<ExportFormat, string>> = {
  csv: 'CSV',
  json: 'JSON',
  xlsx: 'XLSX',
  md: 'Markdown',
};
const FORMATS = ['csv', 'json', 'xlsx', 'md'] as const;

/** What is written beside the format. */
export interface ExportOptions extends Pick<ResultsExport, 'withFailed' | 'onlyChanged'> {
  /** Only the shown columns, in their order. */
  readonly onlyShown: boolean;
}

interface ExportPanelProps {
  name: string;
  summary: ResultsSummary;
  against: JobId | null;
  shownColumns: number;
  options: ExportOptions;
  onOptions: (options: ExportOptions) => void;
  onExport: (format: ExportFormat) => void;
  onCopy: () => void;
}

/** Saves the rows that pass the filter, or copies those that are shown. */
export function ExportPanel({
  name,
  summary,
  against,
  shownColumns,
  options,
  onOptions,
  onExport,
  onCopy,
}: ExportPanelProps) {
  const words = t().results;
  const { counts } = summary;
  const rows = exportedRows(summary, options);
  return (
    <>
      <h2 className={classes.title}>{words.exportTitle(rows, safeText(name, 60))}</h2>
      {FORMATS.map((format) => (
        <button key={format} type="button" className={classes.item} onClick={() => onExport(format)}>
          {ICONS[format]}
          <span>
            <span className={classes.name}>{NAMES[format]}</span>
            <span className={classes.says}>{words[format]}</span>
          </span>
          <span className={classes.size}>
            {words.about(formatBytes(sizeOf(format, summary, rows, options.onlyShown ? shownColumns : null)))}
          </span>
          {format === 'csv' && <Kbd>Ctrl E</Kbd>}
        </button>
      ))}
      <hr className={classes.line} />
      {counts.failed > 0 && (
        <Tick
          text={words.withFailed(counts.failed)}
          isOn={options.withFailed}
          onChange={(withFailed) => onOptions({ ...options, withFailed })}
        />
      )}
      {against !== null && (
        <Tick
          text={words.onlyChanged(against)}
          isOn={options.onlyChanged}
          onChange={(onlyChanged) => onOptions({ ...options, onlyChanged })}
        />
      )}
      <Tick
        text={words.shownColumns}
        isOn={options.onlyShown}
        onChange={(onlyShown) => onOptions({ ...options, onlyShown })}
      />
      <hr className={classes.line} />
      <button type="button" className={classes.item} onClick={onCopy}>
        <IconCopy size={16} stroke={1.5} aria-hidden />
        <span>{words.copyTable}</span>
        <span />
        <Kbd>Ctrl ⇧ C</Kbd>
      </button>
    </>
  );
}

/** How many rows a file will hold. */
export function exportedRows({ counts }: ResultsSummary, options: ExportOptions): number {
  const brought = options.onlyChanged ? counts.changed + counts.added : counts.rows;
  return brought + (options.withFailed ? counts.failed : 0);
}

function sizeOf(format: ExportFormat, summary: ResultsSummary, rows: number, shown: number | null): number {
  const columns = shown ?? summary.columns.length;
  // What is known is the length of all rows and columns together: a part of them has its share.
  const part = summary.counts.rows === 0 ? 0 : rows / summary.counts.rows;
  const share = summary.columns.length === 0 ? 0 : part * (columns / summary.columns.length);
  return aboutSize(format, {
    rows,
    columns,
    chars: summary.chars * share,
    jsonChars: summary.jsonChars * share,
  });
}

function Tick({ text, isOn, onChange }: { text: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <div className={classes.tick}>
      <label>
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
        {text}
      </label>
    </div>
  );
}

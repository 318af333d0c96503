import type { BrowserWindow } from 'electron';
import type { ExportFormat } from '../../../../shared/rows/export-format.ts';
import { askWhere } from '../ask-where.ts';

const FORMAT_NAMES: Record<ExportFormat, string> = {
  csv: 'CSV',
  json: 'JSON',
  xlsx: 'Excel workbook',
  md: 'Markdown',
};

/** Asks for the path of a file to write rows to; null = the person thought better of it. */
export function askWhereToSave(
  window: BrowserWindow | undefined,
  fileName: string,
  format: ExportFormat,
): Promise<string | null> {
  return askWhere(window, { title: 'Export rows', fileName, kind: FORMAT_NAMES[format], extension: format });
}

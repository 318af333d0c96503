import type { BrowserWindow } from 'electron';
import { dialog } from 'electron';
import type { ExportFormat } from '../../../../shared/rows/export-format.ts';

const FORMAT_NAMES: Record<ExportFormat, string> = {
  csv: 'CSV',
  json: 'JSON',
  xlsx: 'Excel workbook',
  md: 'Markdown',
};

/** Asks for the path of a file to write rows to; null = the person thought better of it. */
export async function askWhereToSave(
  window: BrowserWindow | undefined,
  fileName: string,
  format: ExportFormat,
): Promise<string | null> {
  const options = {
    title: 'Export rows',
    defaultPath: fileName.replace(/[^\p{L}\p{N}._ -]/gu, '_'),
    filters: [{ name: FORMAT_NAMES[format], extensions: [format] }],
  };
  const { canceled, filePath } =
    window === undefined
      ? await dialog.showSaveDialog(options)
      : await dialog.showSaveDialog(window, options);
  return canceled || filePath === '' ? null : filePath;
}

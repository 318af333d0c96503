import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { AppError } from '../../../shared/errors.ts';

/** A workbook has a few dozen parts; thousands are no workbook. */
const MOST_ENTRIES = 5000;

/** The parts of a zip archive that is held in memory, by name. */
export interface Archive {
  /** The text of a part, or null when it is not there. @throws AppError 'invalid_input' when it is larger than it may be */
  text(name: string, mostBytes: number): Promise<string | null>;
  close(): void;
}

/** Opens a zip archive. Nothing is unpacked before it is asked for, and then only so many bytes of it. */
export async function openArchive(bytes: Uint8Array): Promise<Archive> {
  const zip = await openZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const entries = await readEntries(zip);
  return {
    async text(name, mostBytes) {
      const entry = entries.get(name);
      return entry === undefined ? null : readText(zip, entry, mostBytes);
    },
    close: () => zip.close(),
  };
}

function openZip(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error === null) resolve(zip);
      else reject(noWorkbook());
    });
  });
}

function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on('error', () => reject(noWorkbook()));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry);
      if (entries.size > MOST_ENTRIES) reject(noWorkbook());
      else zip.readEntry();
    });
    zip.readEntry();
  });
}

function readText(zip: ZipFile, entry: Entry, mostBytes: number): Promise<string> {
  if (entry.uncompressedSize > mostBytes) return Promise.reject(tooLarge(entry, mostBytes));
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) return reject(noWorkbook());
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on('error', () => reject(noWorkbook()));
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        // What a part says of its size is its own word.
        if (size <= mostBytes) return;
        stream.destroy();
        reject(tooLarge(entry, mostBytes));
      });
      stream.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
  });
}

function noWorkbook(): AppError {
  return new AppError('invalid_input', 'The file is no Excel workbook (.xlsx), or it is damaged.');
}

function tooLarge({ fileName }: Entry, mostBytes: number): AppError {
  const megabytes = Math.round(mostBytes / 1_000_000);
  const message = `The workbook is too large: its part ${fileName} has more than ${megabytes} MB. Save it as CSV.`;
  return new AppError('invalid_input', message);
}

import Database from 'better-sqlite3';
import { openHandlers } from '../../electron/reader/handlers.ts';
import { serveReader } from '../../electron/reader/serve.ts';
import { systemClock } from '../../shared/clock.ts';
import { systemRandom } from '../../shared/random.ts';

/** Asks for a scan of the log by hand, past the reader's own search. */
export interface RawScan {
  readonly kind: 'rawScan';
  readonly file: string;
  /** As SQLite's LIKE takes it. */
  readonly pattern: string;
}

export interface RawScanned {
  readonly kind: 'rawScanned';
  readonly lines: number;
}

/** The reader as the app has it, in a child process of a benchmark: its messages come and go over Node's channel. */
const take = serveReader({
  clock: systemClock,
  send: tell,
  open: (path) => openHandlers(path, systemClock, systemRandom),
  isAlive: () => process.connected,
  exit: () => process.exit(0),
});
let raw: Database.Statement<[string], number> | undefined;

process.on('message', (message: unknown) => {
  if (isRawScan(message)) tell({ kind: 'rawScanned', lines: rawScan(message) } satisfies RawScanned);
  else take(message);
});

/** The least that a search can do: one statement, one number; on a connection of its own, with as much cache. */
function rawScan({ file, pattern }: RawScan): number {
  raw ??= openRaw(file);
  return raw.get(pattern) ?? 0;
}

function openRaw(file: string): Database.Statement<[string], number> {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  db.pragma('cache_size = -65536');
  return db.prepare<[string], number>('SELECT count(*) FROM job_log WHERE message LIKE ?').pluck();
}

function isRawScan(message: unknown): message is RawScan {
  return typeof message === 'object' && message !== null && Reflect.get(message, 'kind') === 'rawScan';
}

function tell(message: object): void {
  process.send?.(message);
}

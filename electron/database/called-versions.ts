import * as z from 'zod';
import type { JobId } from '../../shared/ids.ts';
import type { ReadableDb } from './open.ts';

const Called = z.record(z.string(), z.int().positive());

/** The versions of the flows that a job's flow calls, by name; null = it calls none, or what is stored cannot be read. */
export function calledVersions(db: ReadableDb, id: JobId): Record<string, number> | null {
  const text = db.prepare<[JobId], string | null>('SELECT called FROM job WHERE id = ?').pluck().get(id);
  if (text === undefined || text === null) return null;
  const named = Called.safeParse(readJson(text));
  if (!named.success || Object.keys(named.data).length === 0) return null;
  const version = db.prepare<[number], number>('SELECT version FROM flow_version WHERE id = ?').pluck();
  return Object.fromEntries(
    Object.entries(named.data).flatMap(([name, versionId]) => {
      const found = version.get(versionId);
      return found === undefined ? [] : [[name, found]];
    }),
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

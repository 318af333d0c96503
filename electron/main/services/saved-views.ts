import { type SavedView, SavedViews } from '../../../shared/job/saved-view.ts';
import type { WritableDb } from '../../database/open.ts';

const KEY = 'jobs.views';

/** The saved views of the window; none where they cannot be read. */
export function readViews(db: WritableDb): SavedView[] {
  const text = db.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck().get(KEY);
  if (text === undefined) return [];
  const views = SavedViews.safeParse(JSON.parse(text));
  return views.success ? views.data : [];
}

/** Keeps all of them in place of those that were there. */
export function writeViews(db: WritableDb, views: readonly SavedView[]): void {
  db.prepare(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(KEY, JSON.stringify(views));
}

import { moveAway } from '../../database/move-away.ts';
import { guarded } from '../../database/unusable.ts';
import { type DataPaths, makeDataDirs } from '../paths.ts';

/**
 * Renames the data file and its artifacts, so that the app can begin anew in the same folder.
 * @param at epoch milliseconds
 * @throws DataFault when the system refuses; everything then has its old name
 */
export function moveDataAway(paths: DataPaths, at: number): void {
  guarded(paths.database, () => {
    moveAway(paths.database, [paths.artifacts], at);
    makeDataDirs(paths);
  });
}

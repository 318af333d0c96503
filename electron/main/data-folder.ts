import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RoomState, roomIn, roomStateOf } from '../database/room.ts';
import { DataFault } from '../database/unusable.ts';
import { type DataPaths, makeDataDirs } from './paths.ts';

/** Where Chromium keeps its own files and the single-instance lock: one app a folder. */
export function chromiumFolder(paths: DataPaths): string {
  return join(paths.root, 'electron');
}

/**
 * Makes the data folder and what belongs into it.
 * @returns why the app cannot live in that folder, or null when it can
 */
export function prepareDataFolder(paths: DataPaths): DataFault | null {
  try {
    makeDataDirs(paths);
    accessSync(paths.root, constants.W_OK);
    return null;
  } catch (error) {
    return folderFault(paths.root, stateOf(paths.root, error), error);
  }
}

/**
 * Looks for the reason when the single-instance lock was not given: another instance holds it, or no lock can be written.
 * @returns null when the folder takes files, so that another instance it is
 */
export function whyNoLock(paths: DataPaths): DataFault | null {
  const folders = [paths.root, chromiumFolder(paths)].filter((folder) => existsSync(folder));
  const state = folders.map(roomIn).find((each) => each !== 'ok');
  return state === undefined ? null : folderFault(paths.root, state);
}

/** A read-only disk answers the making of a folder with "no such folder": its nearest neighbour above tells more. */
function stateOf(folder: string, error: unknown): RoomState {
  const state = roomStateOf(error);
  if (state !== 'unknown') return state;
  let above = folder;
  while (!existsSync(above)) above = dirname(above);
  try {
    accessSync(above, constants.W_OK);
    return 'unknown';
  } catch (fromAbove) {
    return roomStateOf(fromAbove);
  }
}

function folderFault(folder: string, state: RoomState, error?: unknown): DataFault {
  switch (state) {
    case 'full':
      return new DataFault(
        'full',
        folder,
        `There is no room on the disk for the data folder ${folder}. Free some space and try again.`,
        error,
      );
    case 'read_only':
      return new DataFault(
        'read_only',
        folder,
        `The data folder ${folder} may not be written. Give your user the right to write it, or choose another one with --data.`,
        error,
      );
    default: {
      const why = error instanceof Error ? ` (${error.message})` : '';
      const sentence = `The data folder ${folder} cannot be used${why}. Choose another one with --data.`;
      return new DataFault('other', folder, sentence, error);
    }
  }
}

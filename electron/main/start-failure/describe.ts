import { AppError, faultLine } from '../../../shared/errors.ts';
import type { StartFailure } from '../../../shared/ipc/start-failure.ts';
import { DataFault, type DataFaultReason } from '../../database/unusable.ts';

const TITLES: Record<DataFaultReason, string> = {
  damaged: 'Your data file is damaged',
  read_only: 'Your data may not be written',
  full: 'The disk is full',
  in_use: 'Your data is in use',
  newer: 'Your data is from a newer version',
  foreign: 'This is not a data file of Runwright',
  other: 'Your data cannot be opened',
};

/** Whatever kept the app from starting, as its window tells it. */
export function describeFailure(error: unknown): StartFailure {
  if (error instanceof DataFault) {
    const { reason, message, file } = error;
    return {
      title: TITLES[reason],
      sentence: message,
      details: [],
      path: file,
      canTryAgain: true,
      canMoveAway: reason === 'damaged',
    };
  }
  const title = 'Runwright cannot start';
  const nothing = { details: [], path: null, canTryAgain: true, canMoveAway: false };
  if (error instanceof AppError) {
    // A wrong setting stands in the environment, which does not change while the app runs.
    const canTryAgain = error.code !== 'invalid_input';
    return { ...nothing, title, sentence: error.message, details: error.faults.map(faultLine), canTryAgain };
  }
  const why = error instanceof Error ? error.message : String(error);
  return { ...nothing, title, sentence: `Something went wrong inside Runwright: ${why}` };
}

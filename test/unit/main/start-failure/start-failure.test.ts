import { expect, it } from 'vitest';
import { type DataFault, newerFault, unusable } from '../../../../electron/database/unusable.ts';
import { startFailureCalls } from '../../../../electron/main/start-failure/calls.ts';
import { describeFailure } from '../../../../electron/main/start-failure/describe.ts';
import { AppError } from '../../../../shared/errors.ts';
import { StartFailure } from '../../../../shared/ipc/start-failure.ts';

const FILE = '/data/runwright.db';

function damaged(): DataFault {
  return unusable(FILE, Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT' }));
}

it('offers to move away what is damaged, and nothing else', () => {
  expect(describeFailure(damaged())).toEqual({
    title: 'Your data file is damaged',
    sentence: damaged().message,
    details: [],
    path: FILE,
    canTryAgain: true,
    canMoveAway: true,
  });
  expect(describeFailure(newerFault(FILE, 30, 20))).toMatchObject({ canTryAgain: true, canMoveAway: false });
});

it('shows every wrong setting, which no try of the same process can mend', () => {
  const error = new AppError('invalid_input', 'RUNWRIGHT_SETTINGS is not a valid set of settings.', [
    { path: 'workers', message: 'Too big: expected number to be <=16' },
    { path: 'pollMs', message: 'Too small: expected number to be >=1' },
  ]);
  expect(describeFailure(error)).toMatchObject({
    sentence: error.message,
    details: ['workers: Too big: expected number to be <=16', 'pollMs: Too small: expected number to be >=1'],
    canTryAgain: false,
    path: null,
  });
});

it('shows a bug of ours as one, without its stack', () => {
  const failure = describeFailure(new Error('out of luck'));
  expect(failure.sentence).toBe('Something went wrong inside Runwright: out of luck');
  expect(StartFailure.safeParse(failure).success).toBe(true);
});

/** The calls over a file that opens when `opens` says so. */
function bench(error: unknown, opens: (() => void)[]) {
  const did: string[] = [];
  const calls = startFailureCalls({
    error,
    open: () => {
      did.push('open');
      opens.shift()?.();
    },
    moveAway: () => void did.push('moveAway'),
    showFile: (path) => void did.push(`show ${path}`),
    opened: () => void did.push('opened'),
    quit: () => void did.push('quit'),
    failed: (again) => void did.push(`failed ${String(again)}`),
  });
  return { calls, did };
}

it('tries again until the data opens, and tells each time why it did not', async () => {
  const newer = newerFault(FILE, 30, 20);
  const { calls, did } = bench(damaged(), [
    () => {
      throw newer;
    },
    () => undefined,
  ]);
  expect(await calls['failure.tryAgain']({})).toMatchObject({ failure: { sentence: newer.message } });
  expect(await calls['failure.get']({})).toMatchObject({ sentence: newer.message, canMoveAway: false });
  expect(await calls['failure.tryAgain']({})).toEqual({ failure: null });
  expect(did).toEqual(['open', `failed ${String(newer)}`, 'open', 'opened']);
});

it('moves a damaged file away before it opens an empty one', async () => {
  const { calls, did } = bench(damaged(), []);
  expect(await calls['failure.moveAway']({})).toEqual({ failure: null });
  expect(did).toEqual(['moveAway', 'open', 'opened']);
});

it('moves nothing away that is not damaged, whatever the page asks', async () => {
  const { calls, did } = bench(newerFault(FILE, 30, 20), []);
  expect(await calls['failure.moveAway']({})).toMatchObject({ failure: { canMoveAway: false } });
  expect(did).toEqual([]);
});

it('shows the file and quits', async () => {
  const { calls, did } = bench(damaged(), []);
  await calls['failure.showFile']({});
  await calls['failure.quit']({});
  expect(did).toEqual([`show ${FILE}`, 'quit']);
});

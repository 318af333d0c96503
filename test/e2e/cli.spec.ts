import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { BOOKS } from '../../electron/main/practice-site/books.ts';
import { RunEvent } from '../../shared/job/run-event.ts';
import { type Ended, electronFlags, expect, repository, runElectron, test } from './fixtures.ts';

/** Runs a command of the app to its end. */
function runCommand(
  dataDir: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  return runElectron([...electronFlags(), repository, '--data', dataDir, ...args], env);
}

test('run brings back the 64 books of the shop, with nothing but events on standard output', async ({
  dataDir,
}) => {
  const file = join(dataDir, 'books.csv');
  const { code, stdout } = await runCommand(dataDir, [
    'run',
    'examples/books.flow.json',
    '--export',
    file,
    '--events',
  ]);
  expect(code).toBe(0);
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => RunEvent.parse(JSON.parse(line)));
  expect(events[0]?.kind).toBe('queued');
  expect(events.at(-1)).toMatchObject({ kind: 'finished', exitCode: 0, completed: 1 });

  const rows: Record<string, string>[] = parse(readFileSync(file, 'utf8'), { columns: true, bom: true });
  expect(rows.map(({ title, price }) => [title, Number(price)])).toEqual(
    BOOKS.map(({ title, pence }) => [title, pence / 100]),
  );
});

test('run of a file that is not there queues nothing and ends with 2', async ({ dataDir }) => {
  const { code, stdout, stderr } = await runCommand(dataDir, ['run', 'examples/does-not-exist.json']);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('does-not-exist.json');
  expect(stderr).not.toMatch(/^\s+at /m);
  expect((await runCommand(dataDir, ['jobs', '--json'])).stdout).toContain('"jobs":[]');
});

test('run of a flow with three faults names all three with path and mend', async ({ dataDir }) => {
  const file = join(dataDir, 'faulty.flow.json');
  writeFileSync(
    file,
    JSON.stringify({
      runwright: 1,
      name: 'Faulty',
      steps: [
        { action: 'goto' },
        { action: 'clik', target: [{ css: 'a' }] },
        { action: 'click', target: [{ role: 'buton' }] },
      ],
    }),
  );
  const { code, stderr } = await runCommand(dataDir, ['run', file]);
  expect(code).toBe(2);
  expect(stderr).toContain('steps[0].url');
  expect(stderr).toContain('steps[1].action');
  expect(stderr).toContain('Nearest: click');
  expect(stderr).toContain('steps[2].target[0].role');
  expect(stderr).toContain('Nearest: button');
});

test('doctor says how to get a browser when there is none, and ends with 1', async ({ dataDir }) => {
  const { code, stdout } = await runCommand(dataDir, ['doctor', '--json'], {
    RUNWRIGHT_BROWSER: join(dataDir, 'no-browser'),
  });
  expect(code).toBe(1);
  const { checks } = JSON.parse(stdout) as { checks: { id: string; ok: boolean; mend?: string }[] };
  expect(checks.filter(({ ok }) => !ok).map(({ id }) => id)).toEqual(['browser']);
  expect(checks.find(({ id }) => id === 'browser')?.mend).toBeTruthy();
});

test('doctor looks at the rest of the machine when the data is damaged, and leaves it as it is', async ({
  dataDir,
}) => {
  const file = join(dataDir, 'runwright.db');
  writeFileSync(file, 'this is no database');
  const { code, stdout } = await runCommand(dataDir, ['doctor', '--json']);
  expect(code).toBe(1);
  const { checks } = JSON.parse(stdout) as { checks: { id: string; ok: boolean; mend?: string }[] };
  expect(checks.find(({ id }) => id === 'data')).toMatchObject({ ok: false, found: 'cannot be opened' });
  expect(checks.find(({ id }) => id === 'data')?.mend).toContain('is damaged or is not a database');
  expect(checks.find(({ id }) => id === 'sqlite')?.ok).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('this is no database');
});

test('a job that was run is listed, shown and run again from the terminal', async ({ dataDir }) => {
  const flow = 'examples/search-with-input.flow.json';
  expect((await runCommand(dataDir, ['run', flow])).code).toBe(0);
  const { jobs }: { jobs: { id: number }[] } = JSON.parse(
    (await runCommand(dataDir, ['jobs', '--json'])).stdout,
  );
  expect(jobs).toHaveLength(1);
  const shown = await runCommand(dataDir, ['show', String(jobs[0]?.id), '--json']);
  expect(JSON.parse(shown.stdout)).toMatchObject({ job: { state: 'completed' } });
  expect((await runCommand(dataDir, ['retry', String(jobs[0]?.id)])).code).toBe(0);
  expect((await runCommand(dataDir, ['cancel', String(jobs[0]?.id)])).code).toBe(0);
  expect((await runCommand(dataDir, ['show', '999'])).code).toBe(2);
});

test('a window open on the same data runs the command of a second start', async ({ launch, dataDir }) => {
  const { page, call } = await launch();
  const file = join(dataDir, 'found.json');
  const { code } = await runCommand(dataDir, ['run', 'examples/books.flow.json', '--export', file]);
  expect(code).toBe(0);
  expect(existsSync(file)).toBe(true);
  expect((await call('jobs.list', {})).jobs).toHaveLength(1);
  await expect(page.getByText('Completed').first()).toBeVisible();
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LAST_GOOD, lastGoodJob } from '../../../electron/database/last-good.ts';
import { artifactText } from '../../../electron/main/window/artifact-text.ts';
import { saveLog } from '../../../electron/reader/save-log.ts';
import { JobId } from '../../../shared/ids.ts';
import { SavedLines, TEXT_PART } from '../../../shared/ipc/job-calls.ts';
import { insertFailedJob, insertFlowAndWorker } from '../../support/attempt-rows.ts';
import { insertLogLines } from '../../support/log-lines.ts';
import { SeededRandom } from '../../support/seeded-random.ts';
import { explain, type TempDb, tempDb } from '../../support/temp-db.ts';

let temp: TempDb;
beforeEach(() => {
  temp = tempDb();
  insertFlowAndWorker(temp.db);
});
afterEach(() => temp.dispose());

/** Jobs of flow 1, numbered from 1: `g` a good one, `f` a failed one, `o` a good one of another flow. */
function jobs(kinds: string): void {
  temp.db.exec(`
    INSERT INTO flow (id, name, created_at, updated_at) VALUES (2, 'other', 1, 1);
    INSERT INTO flow_version (id, flow_id, version, name, sha256, created_at, content)
      VALUES (2, 2, 1, 'other', '${'1'.repeat(64)}', 1, '{}');`);
  [...kinds].forEach((kind, at) => {
    insertFailedJob(temp.db, at + 1, [[]]);
    const good = temp.db.prepare(`UPDATE job SET state = 'completed' WHERE id = ?`);
    if (kind !== 'f') good.run(at + 1);
    if (kind === 'o')
      temp.db.prepare('UPDATE job SET flow_id = 2, flow_version_id = 2 WHERE id = ?').run(at + 1);
  });
}

describe.each([1, 2, 100])('the last good job, looked for in portions of %i', (portion) => {
  const lastGood = (id: number): number | null =>
    [...lastGoodJob(temp.db, JobId.parse(id), portion)].at(-1) ?? null;

  it('is the newest completed one of the same flow before the job', () => {
    jobs('gfgofg');
    expect([lastGood(5), lastGood(3), lastGood(2)]).toEqual([3, 1, 1]);
  });

  it('is the newest one after it when there was none before', () => {
    jobs('ffgfgf');
    expect(lastGood(2)).toBe(5);
  });

  it('is none when no other job of the flow completed', () => {
    jobs('fogof');
    expect(lastGood(3)).toBeNull();
    expect(lastGood(99)).toBeNull();
  });
});

it('the last good job is looked for along the jobs of its flow alone', () => {
  const values = { above: 0, below: 10, flowId: 1, id: 5 };
  expect(explain(temp.db, LAST_GOOD, values)).toEqual([
    'SEARCH job USING INDEX job_flow (flow_id=? AND rowid>? AND rowid<?)',
  ]);
});

describe('the log as a file', () => {
  const id = JobId.parse(1);
  const saved = async (wish: Record<string, unknown> = {}): Promise<[number, string[]]> => {
    const path = join(temp.folder, 'job.log');
    const { lines } = await saveLog(temp.db, { id, lines: SavedLines.parse(wish), path }, new SeededRandom());
    return [lines, readFileSync(path, 'utf8').split('\n')];
  };

  it('holds every line of every attempt, and what has lines of its own goes on indented', async () => {
    insertFailedJob(temp.db, 1, [[], []]);
    insertLogLines(temp.db, 1, 1, ['first', ['WARN', 'second\nwith more']]);
    insertLogLines(temp.db, 1, 2, ['again']);
    expect(await saved()).toEqual([
      3,
      [
        '1970-01-01T00:00:01.000Z INFO  1 first',
        '1970-01-01T00:00:01.001Z WARN  1 second',
        '    with more',
        '1970-01-01T00:00:01.000Z INFO  1 again',
        '',
      ],
    ]);
  });

  it('holds no other lines than those that were asked for', async () => {
    insertFailedJob(temp.db, 1, [[]]);
    insertLogLines(temp.db, 1, 1, ['first', ['WARN', 'second']]);
    expect((await saved({ level: 'WARN' }))[0]).toBe(1);
    expect((await saved({ step: '1' }))[0]).toBe(2);
    expect(await saved({ step: '10' })).toEqual([0, ['']]);
  });

  it('is whole when it is longer than one page', async () => {
    insertFailedJob(temp.db, 1, [[]]);
    insertLogLines(
      temp.db,
      1,
      1,
      Array.from({ length: 4001 }, (_, at) => `line ${at}`),
    );
    const [count, lines] = await saved();
    expect([count, lines.at(-2)]).toEqual([4001, '1970-01-01T00:00:05.000Z INFO  1 line 4000']);
  });
});

describe('an artifact as text', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'runwright-text-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('comes part by part, and no letter is cut in two', async () => {
    const whole = `${'a'.repeat(TEXT_PART - 2)}😀${'ö'.repeat(10)}`;
    const file = join(root, 'page.html');
    writeFileSync(file, whole);
    const first = await artifactText(root, file, 0);
    expect(first).toMatchObject({ next: TEXT_PART - 2, bytes: Buffer.byteLength(whole) });
    const second = await artifactText(root, file, first.next ?? 0);
    expect(second.next).toBeNull();
    expect(first.text + second.text).toBe(whole);
  });

  it('of bytes that are no text ends all the same', async () => {
    const file = join(root, 'odd.txt');
    writeFileSync(file, Buffer.alloc(TEXT_PART + 3, 0x80));
    let offset: number | null = 0;
    let parts = 0;
    while (offset !== null && parts < 10) {
      offset = (await artifactText(root, file, offset)).next;
      parts += 1;
    }
    expect(parts).toBe(2);
  });

  it('is empty behind its end', async () => {
    const file = join(root, 'a.log');
    writeFileSync(file, 'abc');
    expect(await artifactText(root, file, 99)).toEqual({ text: '', next: null, bytes: 3 });
  });

  it('is refused outside of the folder, when it is gone, and when it is none', async () => {
    writeFileSync(join(root, 'picture.png'), 'x');
    await expect(artifactText(root, join(root, '..', 'vault.json'), 0)).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(artifactText(root, null, 0)).rejects.toMatchObject({ code: 'not_found' });
    await expect(artifactText(root, join(root, 'picture.png'), 0)).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});

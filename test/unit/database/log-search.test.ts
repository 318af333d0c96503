import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchLog, searchSql } from '../../../electron/database/log-search.ts';
import { type LogHit, LogSearchInput } from '../../../shared/ipc/contract.ts';
import { insertFailedJob, insertFlowAndWorker } from '../../support/attempt-rows.ts';
import { insertLogLines } from '../../support/log-lines.ts';
import { explain, type TempDb, tempDb } from '../../support/temp-db.ts';

let temp: TempDb;
beforeEach(() => {
  temp = tempDb();
  insertFlowAndWorker(temp.db);
  for (const id of [1, 2, 3]) insertFailedJob(temp.db, id, [[], []]);
});
afterEach(() => temp.dispose());

function portions(input: Parameters<typeof LogSearchInput.parse>[0], size?: number): LogHit[][] {
  return [...searchLog(temp.db, LogSearchInput.parse(input), size)];
}

function found(input: Parameters<typeof LogSearchInput.parse>[0], size?: number): string[] {
  return portions(input, size)
    .flat()
    .map(({ jobId, line }) => `${jobId}/${line.epoch}/${line.seq}`);
}

function lines(...messages: string[]): void {
  insertLogLines(temp.db, 1, 1, messages);
}

function holding(text: string): string[] {
  return portions({ text })
    .flat()
    .map(({ line }) => line.message);
}

describe('a search in the logs', () => {
  it('gives the newest job first, and of a job the newest line first', () => {
    insertLogLines(temp.db, 1, 1, ['a page', 'nothing', 'a page']);
    insertLogLines(temp.db, 1, 2, ['a page']);
    insertLogLines(temp.db, 3, 1, ['nothing', 'a page']);
    expect(found({ text: 'page' })).toEqual(['3/1/1', '1/2/0', '1/1/2', '1/1/0']);
  });

  it('gives the whole line and the name of the flow', () => {
    insertLogLines(temp.db, 2, 1, [['WARN', 'The page is gone.']]);
    const line = { epoch: 1, seq: 0, at: 1000, level: 'WARN', step: '1', message: 'The page is gone.' };
    expect(portions({ text: 'page' }).flat()).toEqual([
      { jobId: 2, flowName: 'books', line: { ...line, metadata: null } },
    ]);
  });

  it.each([1, 2, 3, 4, 5, 7, 100])('finds every line once with portions of %i lines', (size) => {
    for (const id of [1, 2, 3]) for (const epoch of [1, 2]) insertLogLines(temp.db, id, epoch, ['ab', 'ab']);
    const all = [3, 2, 1].flatMap((id) =>
      [2, 1].flatMap((epoch) => [1, 0].map((seq) => `${id}/${epoch}/${seq}`)),
    );
    expect(found({ text: 'ab' }, size)).toEqual(all);
  });

  it('looks at no more than a portion at a time, also where it finds nothing', () => {
    insertLogLines(temp.db, 1, 1, ['ab', 'x', 'x', 'x', 'x']);
    expect(portions({ text: 'ab' }, 2).map((portion) => portion.length)).toEqual([0, 0, 1]);
  });

  it('stops at one line more than the limit', () => {
    for (const id of [1, 2, 3]) insertLogLines(temp.db, id, 1, ['ab', 'ab', 'ab']);
    expect(found({ text: 'ab', limit: 4 }, 2)).toEqual(['3/1/2', '3/1/1', '3/1/0', '2/1/2', '2/1/1']);
    expect(found({ text: 'ab', limit: 9 }, 2)).toHaveLength(9);
  });

  it('keeps to one job and to some levels when it is told', () => {
    for (const id of [1, 2, 3]) {
      insertLogLines(temp.db, id, 1, [
        ['INFO', 'ab'],
        ['WARN', 'ab'],
        ['ERROR', 'ab'],
      ]);
    }
    expect(found({ text: 'ab', jobId: 2 })).toEqual(['2/1/2', '2/1/1', '2/1/0']);
    expect(found({ text: 'ab', jobId: 2 }, 1)).toEqual(['2/1/2', '2/1/1', '2/1/0']);
    expect(found({ text: 'ab', levels: ['ERROR', 'INFO'], jobId: 1 })).toEqual(['1/1/2', '1/1/0']);
    expect(found({ text: 'ab', jobId: 77 })).toEqual([]);
  });

  it('finds nothing where there is nothing', () => {
    expect(found({ text: 'ab' })).toEqual([]);
  });

  it('takes what has a meaning in patterns as it stands', () => {
    lines('100% done', '100 done', 'a_b', 'axb', 'c\\d', 'cd', 'what?*[x]', 'whatyyx');
    expect(holding('100%')).toEqual(['100% done']);
    expect(holding('a_b')).toEqual(['a_b']);
    expect(holding('c\\d')).toEqual(['c\\d']);
    expect(holding('?*[x]')).toEqual(['what?*[x]']);
  });

  it('takes upper and lower case as the same, in every script', () => {
    lines('Not Found', 'Größe fehlt', 'ОШИБКА сети', 'Ä?*[ä', 'ab');
    expect(holding('NOT found')).toEqual(['Not Found']);
    expect(holding('grÖßE')).toEqual(['Größe fehlt']);
    expect(holding('ошибка')).toEqual(['ОШИБКА сети']);
    expect(holding('ä?*[Ä')).toEqual(['Ä?*[ä']);
  });

  it.each(['ab', 'äb'])('walks along the stored order and sorts nothing: %s', (text) => {
    const { edge, lines: rows, pattern } = searchSql({ text, levels: ['INFO'] });
    const from = { jobId: 3, epoch: 0, seq: 0 };
    const values = { ...from, toJobId: 0, toEpoch: 0, toSeq: 0, portion: 9, pattern, most: 9 };
    const plan = [...explain(temp.db, edge, values), ...explain(temp.db, rows, values)];
    const range = '(job_id,epoch,seq)>(?,?,?) AND (job_id,epoch,seq)<(?,?,?)';
    expect(plan).toEqual([
      `SEARCH l USING PRIMARY KEY (${range})`,
      `SEARCH l USING PRIMARY KEY (${range})`,
      'SEARCH j USING INTEGER PRIMARY KEY (rowid=?)',
      'SEARCH v USING INTEGER PRIMARY KEY (rowid=?)',
    ]);
  });
});

import { expect, it } from 'vitest';
import { rowColumns } from '../../../../renderer/features/new-job/row-columns.ts';

it('finds every column that the expressions of a flow read, once and in order', () => {
  const text = '{"a":"{{row.isbn}} {{ upper(row.title) }}","b":"{{row.isbn}}{{input.x + row.n}}"}';
  expect(rowColumns(text)).toEqual(['isbn', 'title', 'n']);
});

it('finds none where a flow speaks of rows only in its words or of other things called row', () => {
  expect(rowColumns('{"name":"reads row.isbn","b":"{{input.row.x}} {{arrow.x}} {{var.rows}}"}')).toEqual([]);
});

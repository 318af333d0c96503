import { describe, expect, it } from 'vitest';
import { fileRows, pastedRows, sheetRows } from '../../../../renderer/features/new-job/table-rows.ts';

const ADA = { email: 'a@x', name: 'Ada' };

describe('a pasted table', () => {
  it('takes its first line as names when one of them is a column that the flow reads', () => {
    expect(pastedRows('Email\tname\na@x\tAda\n', ['email']).rows).toEqual([ADA]);
    expect(pastedRows('email;name\na@x;Ada', ['name', 'email']).rows).toEqual([ADA]);
  });

  it('takes its columns in the order of the flow when it has no names and as many columns', () => {
    expect(pastedRows('a@x\tAda', ['email', 'name']).rows).toEqual([ADA]);
  });

  it('says what is wrong when neither is so', () => {
    expect(pastedRows('a@x,Ada\nb@x,Bob', ['email']).faults.length).toBeGreaterThan(0);
  });
});

describe('a file', () => {
  it('is JSON when its name says so; every row gets every column', () => {
    expect(fileRows('p.json', '[{"a":1},{"b":"x"}]').rows).toEqual([
      { a: 1, b: null },
      { a: null, b: 'x' },
    ]);
    expect(fileRows('p.csv', 'a,b\n1,x').rows).toEqual([{ a: '1', b: 'x' }]);
  });

  it('tells every wrong row of a JSON list', () => {
    const { rows, faults } = fileRows('p.json', '[{"a":1},5,{"a":{"b":1}}]');
    expect([rows, faults.map(({ place }) => place)]).toEqual([[], ['row 2', 'row 3']]);
    expect(fileRows('p.json', '{"a":').faults).toHaveLength(1);
    expect(fileRows('p.json', '{"a":1}').faults[0]?.message).toContain('A list of rows is expected');
  });
});

describe('a sheet', () => {
  it('fills cells that are missing at the end of a row', () => {
    expect(sheetRows([['email', 'name'], ['a@x'], ['b@x', 'Bob']]).rows).toEqual([
      { email: 'a@x', name: '' },
      { email: 'b@x', name: 'Bob' },
    ]);
  });
});

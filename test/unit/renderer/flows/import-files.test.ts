import { describe, expect, it } from 'vitest';
import { type FlowFile, importFiles } from '../../../../renderer/features/flows/import-files.ts';
import { AppError } from '../../../../shared/errors.ts';
import { AnsweringBridge } from '../job/answering-bridge.ts';

function file(name: string, text = '{}', size = text.length): FlowFile {
  return { name, size, text: async () => text };
}

const fault = { path: 'steps[0].action', message: '“clik” is not an action.', nearest: 'click' };

describe('the import of flow files', () => {
  it('saves the right ones and gives every fault of the wrong ones', async () => {
    const bridge = new AnsweringBridge({
      'flows.import': (input) =>
        JSON.stringify(input).includes('clik')
          ? { ok: false, faults: [fault] }
          : { ok: true, flow: { id: 1 } },
    });
    const results = await importFiles(bridge.client, [file('a.json', '{"clik":1}'), file('B.FLOW.JSON')]);
    expect(results).toEqual([
      { fileName: 'a.json', ok: false, faults: [fault] },
      { fileName: 'B.FLOW.JSON', ok: true, flow: { id: 1 } },
    ]);
    expect(bridge.calls.map((call) => call.input)).toEqual([
      { fileName: 'a.json', text: '{"clik":1}' },
      { fileName: 'B.FLOW.JSON', text: '{}' },
    ]);
  });

  it.each([
    [file('rows.csv'), /^This is a table, not a flow\./],
    [file('book.pdf'), /^This is not a flow file/],
    [file('big.json', '{}', 6_000_000), /larger than 5 MB/],
  ])('does not even read what cannot be a flow file', async (wrong, sentence) => {
    const bridge = new AnsweringBridge({});
    const [result] = await importFiles(bridge.client, [wrong]);
    expect(result).toMatchObject({
      ok: false,
      faults: [{ path: '', message: expect.stringMatching(sentence) }],
    });
    expect(bridge.calls).toEqual([]);
  });

  it('goes on after a file that cannot be read and after a call that fails', async () => {
    const gone: FlowFile = {
      name: 'gone.json',
      size: 2,
      text: () => Promise.reject(new Error('The file is gone.')),
    };
    let answered = 0;
    const bridge = new AnsweringBridge({
      'flows.import': () => {
        answered += 1;
        if (answered === 1) throw new AppError('unavailable', 'Main is busy.');
        return { ok: true, flow: { id: 2 } };
      },
    });
    const results = await importFiles(bridge.client, [gone, file('b.json'), file('c.json')]);
    expect(results).toEqual([
      { fileName: 'gone.json', ok: false, faults: [{ path: '', message: 'The file is gone.' }] },
      { fileName: 'b.json', ok: false, faults: [{ path: '', message: 'Main is busy.' }] },
      { fileName: 'c.json', ok: true, flow: { id: 2 } },
    ]);
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { DraftStore } from '../../../../electron/main/flows/draft-store.ts';
import { FlowStore } from '../../../../electron/main/flows/flow-store.ts';
import { FlowTrash } from '../../../../electron/main/flows/flow-trash.ts';
import { publishDraft } from '../../../../electron/main/services/flow-publish.ts';
import type { FlowId } from '../../../../shared/ids.ts';
import type { DraftId } from '../../../../shared/ipc/flow-calls.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { type TempDb, tempDb } from '../../../support/temp-db.ts';

let temp: TempDb;
let clock: FakeClock;
let flows: FlowStore;
let drafts: DraftStore;
beforeEach(() => {
  temp = tempDb();
  clock = new FakeClock(1000);
  flows = new FlowStore(temp.db, clock);
  drafts = new DraftStore(temp.db, clock);
});
afterEach(() => temp.dispose());

const textOf = (name: string, url = 'https://a.example'): string =>
  JSON.stringify({ runwright: 1, name, steps: [{ action: 'goto', url }] });

function draft(text: string, flowId: FlowId | null = null, baseVersion: number | null = null): DraftId {
  return drafts.put({ id: null, flowId, baseVersion, text }).id;
}
const publish = (draftId: DraftId, newest: number | null = null) =>
  publishDraft({ db: temp.db, flows, drafts }, { draftId, newest });

function published(name: string): FlowId {
  const result = publish(draft(textOf(name)));
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.flow.id;
}

it('a new flow’s draft becomes its first version and is gone', () => {
  const id = draft(textOf('Shop'));
  expect(publish(id)).toMatchObject({ ok: true, flow: { name: 'Shop', version: 1, stepCount: 1 } });
  expect([drafts.get(id), drafts.ofNewFlows()]).toEqual([null, []]);
  expect(() => publish(id)).toThrow('This draft is not there any more');
});

it('a flow’s draft becomes its next version, under the name that stands in it', () => {
  const flowId = published('Shop');
  const id = draft(textOf('Books', 'https://b.example'), flowId, 1);
  expect(publish(id, 1)).toMatchObject({ ok: true, flow: { id: flowId, name: 'Books', version: 2 } });
  expect(flows.list().map(({ name }) => name)).toEqual(['Books']);
});

it('a draft with faults is kept with every fault told', () => {
  const id = draft('{"runwright": 1, "name": "Shop", "steps": [{"action": "gotoo"}]}');
  expect(publish(id)).toMatchObject({
    ok: false,
    newest: null,
    faults: [{ path: 'steps[0].action' }, { path: 'steps[0].url' }],
  });
  const typed = draft('{"runwright":');
  expect(publish(typed)).toMatchObject({
    ok: false,
    faults: [{ message: expect.stringContaining('not JSON') }],
  });
  expect(drafts.get(typed)?.text).toBe('{"runwright":');
  expect(flows.list()).toEqual([]);
});

it('a draft that was made from an older version names the newest one and is kept', () => {
  const flowId = published('Shop');
  const other = draft(textOf('Shop', 'https://other.example'), flowId, 1);
  expect(publish(other, 1)).toMatchObject({ ok: true, flow: { version: 2 } });
  const late = draft(textOf('Shop', 'https://late.example'), flowId, 1);
  expect(publish(late, 1)).toEqual({ ok: false, faults: [], newest: 2 });
  expect(drafts.ofFlow(flowId)?.text).toContain('late.example');
  expect(publish(late, 2)).toMatchObject({ ok: true, flow: { version: 3 } });
});

it('a name that another flow has is a fault, also when that flow is in the trash', () => {
  const shop = published('Shop');
  const books = published('Books');
  const id = draft(textOf('Shop', 'https://b.example'), books, 1);
  expect(publish(id, 1)).toMatchObject({
    ok: false,
    faults: [{ path: 'name', message: 'There is a flow “Shop” already: choose another name.' }],
  });
  new FlowTrash(temp.db, clock).put(shop);
  expect(publish(id, 1)).toMatchObject({ faults: [{ message: expect.stringContaining('in the trash') }] });
  expect(publish(draft(textOf('Shop')))).toMatchObject({ ok: false });
});

it('a flow in the trash is not published to', () => {
  const shop = published('Shop');
  const id = draft(textOf('Shop', 'https://b.example'), shop, 1);
  new FlowTrash(temp.db, clock).put(shop);
  expect(() => publish(id, 1)).toThrow('The flow “Shop” is in the trash: restore it first.');
  expect(drafts.get(id)).not.toBeNull();
});

import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DraftStore } from '../../../../electron/main/flows/draft-store.ts';
import { FlowStore } from '../../../../electron/main/flows/flow-store.ts';
import { DraftId } from '../../../../shared/ipc/flow-calls.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { type TempDb, tempDb } from '../../../support/temp-db.ts';

let temp: TempDb;
let clock: FakeClock;
let drafts: DraftStore;
beforeEach(() => {
  temp = tempDb();
  clock = new FakeClock(1000);
  drafts = new DraftStore(temp.db, clock);
});
afterEach(() => temp.dispose());

const none = { id: null, flowId: null, baseVersion: null };

it('keeps what was typed, JSON or not, and knows its name', () => {
  const whole = drafts.put({ ...none, text: '{"name": "Shop", "steps": []}' });
  clock.advance(5);
  const half = drafts.put({ ...none, text: '{"runwright": 1, "name": "Ha\\u006cf", "ste' });
  clock.advance(5);
  const empty = drafts.put({ ...none, text: '' });
  expect(drafts.ofNewFlows()).toEqual([
    { id: empty.id, name: '', savedAt: 1010 },
    { id: half.id, name: 'Half', savedAt: 1005 },
    { id: whole.id, name: 'Shop', savedAt: 1000 },
  ]);
  expect(drafts.get(half.id)?.text).toBe('{"runwright": 1, "name": "Ha\\u006cf", "ste');
});

it('a flow has one draft, whoever writes it', () => {
  const flow = new FlowStore(temp.db, clock).save({ name: 'Shop', steps: [] }).summary;
  const first = drafts.put({ ...none, flowId: flow.id, baseVersion: 1, text: 'one' });
  clock.advance(5);
  const again = drafts.put({ ...none, flowId: flow.id, baseVersion: 1, text: 'two' });
  expect(again).toEqual({ id: first.id, savedAt: 1005 });
  drafts.put({ id: first.id, flowId: flow.id, baseVersion: 2, text: 'three' });
  expect(drafts.ofFlow(flow.id)).toMatchObject({ id: first.id, baseVersion: 2, text: 'three' });
  expect(drafts.ofFlows()).toEqual([{ flowId: flow.id, savedAt: 1005 }]);
  expect(drafts.ofNewFlows()).toEqual([]);
});

it('what was discarded is not written again by its number', () => {
  const { id } = drafts.put({ ...none, text: 'x' });
  drafts.discard(id);
  drafts.discard(id);
  expect(() => drafts.put({ ...none, id, text: 'y' })).toThrow('not there any more');
  expect(drafts.get(DraftId.parse(999))).toBeNull();
});

it('defaults of secret inputs do not reach the disk, in whole files and in half-written ones', () => {
  const inputs = {
    plain: { type: 'text', default: 'a {brace} "quoted"' },
    pin: { type: 'text', default: 'hunter2-"x{y', secret: true, label: 'the {pin}' },
    code: { secret: true, type: 'number', default: 424_242 },
  };
  const text = JSON.stringify({ name: 'Shop', inputs }, null, 2);
  const whole = drafts.put({ ...none, text });
  const half = drafts.put({ ...none, text: `${text.slice(0, -3)}, "steps": [ {"action": "fi` });
  const kept = JSON.parse(drafts.get(whole.id)?.text ?? '');
  expect(kept.inputs.plain).toEqual(inputs.plain);
  expect(kept.inputs.pin).toEqual({ ...inputs.pin, default: '' });
  expect(drafts.get(half.id)?.text).toContain('a {brace}');
  temp.db.pragma('wal_checkpoint(TRUNCATE)');
  const onDisk = readFileSync(temp.file, 'utf8');
  expect(onDisk).toContain('a {brace}');
  expect(onDisk).not.toMatch(/hunter2|424242/);
});

it('a text of 5 million characters is taken quickly, whatever it holds', () => {
  for (const text of [
    `{"secret": true, "default": "${'x'.repeat(4_999_000)}`,
    `${'{'.repeat(4_999_000)}"secret"`,
  ]) {
    const { id } = drafts.put({ ...none, text });
    expect(drafts.get(id)).not.toBeNull();
  }
});

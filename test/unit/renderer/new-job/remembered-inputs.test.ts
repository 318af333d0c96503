import { expect, it } from 'vitest';
import {
  type KeyValueStore,
  loadInputs,
  saveInputs,
} from '../../../../renderer/features/new-job/remembered-inputs.ts';
import { FlowId } from '../../../../shared/ids.ts';

function memory(): KeyValueStore & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

const flow = FlowId.parse(7);
const specs = { shop: { type: 'url' }, password: { type: 'text', secret: true } } as const;

it('keeps the inputs of each flow apart and never a secret', () => {
  const storage = memory();
  saveInputs(storage, flow, specs, { shop: 'https://a.example', password: 's3cret', gone: 'x' });
  expect(loadInputs(storage, flow)).toEqual({ shop: 'https://a.example' });
  expect(loadInputs(storage, FlowId.parse(8))).toEqual({});
  expect([...storage.kept.values()].join()).not.toContain('s3cret');
});

it('begins anew when what was kept cannot be read', () => {
  const storage = memory();
  storage.kept.set('runwright.inputs.7', '{"shop":[1]}');
  expect(loadInputs(storage, flow)).toEqual({});
  storage.kept.set('runwright.inputs.7', 'nonsense');
  expect(loadInputs(storage, flow)).toEqual({});
});

it('lets a full storage stop nothing', () => {
  const full: KeyValueStore = {
    getItem: () => null,
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  };
  expect(() => saveInputs(full, flow, specs, { shop: 'x' })).not.toThrow();
});

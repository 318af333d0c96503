import { expect, test } from 'vitest';
import { MOST_TAGS, withFlowTags } from '../../shared/job/tags.ts';

test('a job has its own tags and those of its flow, each once', () => {
  expect(withFlowTags(['nightly', 'books'], ['Books', 'shop'])).toEqual(['books', 'nightly', 'shop']);
});

test('without any there are none', () => {
  expect(withFlowTags(undefined, [])).toBeUndefined();
  expect(withFlowTags(undefined, ['no tag: two words'])).toBeUndefined();
});

test('its own tags come first when there is no room for all', () => {
  const own = Array.from({ length: MOST_TAGS }, (_, at) => `own${at}`);
  expect(withFlowTags(own, ['shop'])).not.toContain('shop');
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ACTION_TYPES } from '../../../shared/actions/catalog.ts';
import { CONTROL_TYPES } from '../../../shared/flow/control/catalog.ts';
import { flowJsonSchemaText } from '../../../shared/flow/json-schema.ts';

test('the published schema is the one of the code (else run build/schema.ts)', () => {
  const published = readFileSync(new URL('../../../shared/flow.schema.json', import.meta.url), 'utf8');
  expect(published).toBe(flowJsonSchemaText());
});

test('the schema knows every action and every control step', () => {
  const text = flowJsonSchemaText();
  for (const type of [...ACTION_TYPES, ...CONTROL_TYPES]) expect(text).toContain(`"const": "${type}"`);
});

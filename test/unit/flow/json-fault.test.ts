import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonFault } from '../../../shared/flow/json-fault.ts';

function engineTakes(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('every JSON text is taken', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(undefined, 2, '\t'), (text, indent) => {
      expect(findJsonFault(JSON.stringify(JSON.parse(text), null, indent))).toBeNull();
    }),
  );
});

test('a damaged text is refused exactly when the engine refuses it', () => {
  const damaged = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '{', ']', ':', 'x', '0', '\\', '\n', '.'))
    .map(([text, at, put]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place + 1);
    });
  fc.assert(
    fc.property(damaged, (text) => {
      expect(findJsonFault(text) === null).toBe(engineTakes(text));
    }),
    { numRuns: 1000 },
  );
});

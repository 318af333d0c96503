import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery, QUALIFIERS, QueryTerms, quoted, termsOf, tokenText } from '../../../shared/job/query.ts';

const NOW = new Date(2026, 10, 24, 15, 30).getTime();

function terms(text: string) {
  return termsOf(parseQuery(text, NOW));
}

function faultOf(text: string) {
  return parseQuery(text, NOW)[0]?.fault;
}

describe('a query', () => {
  it('is empty where nothing is typed', () => {
    expect(parseQuery('  ', NOW)).toEqual([]);
  });

  it('reads bare words as parts of a flow’s name, and each as a condition of its own', () => {
    expect(terms('book shop')).toEqual([
      { on: 'flow', not: false, text: 'book' },
      { on: 'flow', not: false, text: 'shop' },
    ]);
    expect(terms('"book shop"')).toEqual([{ on: 'flow', not: false, text: 'book shop' }]);
  });

  it.each([
    ['state:failed', { on: 'state', not: false, states: ['failed'] }],
    ['state:Failed,waiting-to-retry', { on: 'state', not: false, states: ['failed', 'retrying'] }],
    ['-state:completed', { on: 'state', not: true, states: ['completed'] }],
    ['flow:"Book shop"', { on: 'flow', not: false, text: 'Book shop' }],
    ['tag:Nightly', { on: 'tag', not: false, tag: 'nightly' }],
    ['-tag:archive', { on: 'tag', not: true, tag: 'archive' }],
    ['error:TimeoutError', { on: 'error', not: false, text: 'TimeoutError' }],
    ['worker:W2', { on: 'worker', not: false, slot: 2 }],
    ['worker:2', { on: 'worker', not: false, slot: 2 }],
    ['priority:>3', { on: 'priority', not: false, min: 4, max: 100 }],
    ['priority:<=-5', { on: 'priority', not: false, min: -100, max: -5 }],
    ['priority:1..5', { on: 'priority', not: false, min: 1, max: 5 }],
    ['priority:7', { on: 'priority', not: false, min: 7, max: 7 }],
    ['input.topic:poe', { on: 'input', not: false, name: 'topic', text: 'poe' }],
    ['row.isbn:978', { on: 'row', not: false, name: 'isbn', text: '978' }],
    ['log:"connection reset"', { on: 'log', not: false, text: 'connection reset' }],
    ['log:"half typed', { on: 'log', not: false, text: 'half typed' }],
    ['#18204', { on: 'id', not: false, id: 18204 }],
    ['after:14:00', { on: 'after', not: false, at: new Date(2026, 10, 24, 14).getTime() }],
    ['after:today', { on: 'after', not: false, at: new Date(2026, 10, 24).getTime() }],
    ['before:yesterday', { on: 'before', not: false, at: new Date(2026, 10, 23).getTime() }],
    ['before:2026-11-20', { on: 'before', not: false, at: new Date(2026, 10, 20).getTime() }],
    ['after:-2h', { on: 'after', not: false, at: NOW - 7_200_000 }],
    ['https://shop.example', { on: 'flow', not: false, text: 'https://shop.example' }],
  ])('understands %s', (text, term) => {
    expect(parseQuery(text, NOW)).toMatchObject([{ text, term, fault: null }]);
  });

  it.each([
    ['stat:failed', { kind: 'qualifier', instead: 'state:failed' }],
    ['-tags:books', { kind: 'qualifier', instead: '-tag:books' }],
    ['inputs.topic:poe', { kind: 'qualifier', instead: 'input.topic:poe' }],
    ['zzzzzz:1', { kind: 'qualifier', instead: null }],
    ['state:faild', { kind: 'value', instead: 'state:failed' }],
    ['after:yesteday', { kind: 'value', instead: 'after:yesterday' }],
    ['after:2026-02-31', { kind: 'value', instead: null }],
    ['priority:high', { kind: 'value', instead: null }],
    ['priority:>100', { kind: 'value', instead: null }],
    ['worker:0', { kind: 'value', instead: null }],
    ['input:x', { kind: 'name', instead: null }],
    ['tag:', { kind: 'empty', instead: null }],
  ])('says what is wrong with %s, and asks for nothing by it', (text, fault) => {
    expect(faultOf(text)).toMatchObject(fault);
    expect(terms(text)).toEqual([]);
  });

  it('keeps what is right beside what is wrong', () => {
    expect(terms('stat:failed tag:books')).toEqual([{ on: 'tag', not: false, tag: 'books' }]);
  });

  it('takes so many terms and no more', () => {
    const tokens = parseQuery('a '.repeat(40), NOW);
    expect(termsOf(tokens)).toHaveLength(30);
    expect(tokens.at(-1)?.fault?.kind).toBe('many');
  });
});

describe('whatever is typed', () => {
  const typed = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc
      .array(fc.constantFrom(...QUALIFIERS, ':', '"', '\\', '-', ' ', '#', '1', '.', 'today', 'ä', '>'), {
        maxLength: 40,
      })
      .map((parts) => parts.join('')),
  );

  it('never throws, gives terms that pass their schema, and covers every letter that is no blank', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const tokens = parseQuery(text, NOW);
        expect(QueryTerms.safeParse(termsOf(tokens)).success).toBe(true);
        expect(tokens.every(({ term, fault }) => (term === null) !== (fault === null))).toBe(true);
        expect(tokens.every(({ text: piece, start, end }) => text.slice(start, end) === piece)).toBe(true);
        expect(
          tokens
            .map(({ text: piece }) => piece)
            .join('')
            .replace(/\s/g, ''),
        ).toBe(text.replace(/\s/g, ''));
      }),
    );
  });

  it('reads a quoted value back as it was', () => {
    const value = fc.string({ minLength: 1, maxLength: 100 }).filter((text) => text.trim() === text);
    fc.assert(
      fc.property(value, (text) => {
        expect(terms(tokenText('log', text))).toEqual([{ on: 'log', not: false, text }]);
        expect(terms(`flow:${quoted(text)} x`)[0]).toEqual({ on: 'flow', not: false, text });
      }),
    );
  });
});

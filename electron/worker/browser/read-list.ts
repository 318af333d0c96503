import type { JSHandle, Locator } from 'playwright-core';
import type { FieldSpec } from '../../../shared/actions/page-port.ts';
import { ActionFailure } from '../../../shared/actions/run.ts';
import { type Candidate, candidateText } from '../../../shared/flow/target.ts';
import { locatorIn } from './locate.ts';
import {
  type ListResult,
  makeStore,
  type PageCandidate,
  type PageField,
  type PageStore,
  readItems,
  storeFound,
  storeItems,
} from './page-scripts.ts';

/**
 * Reads all fields of all items in one go. Fields named by CSS, XPath or test id are found by the page itself; for
 * the others (role, label, text …) the engine looks once for all items together, never item by item.
 */
export async function readList(
  items: Locator,
  fields: readonly FieldSpec[],
  skip: number,
): Promise<ListResult> {
  const engine = new Map<string, Candidate>();
  const pageFields = fields.map((field) => pageField(field, engine));
  if (engine.size === 0) return readWith(items, pageFields, null, skip);
  const store = await items.first().evaluateHandle(makeStore);
  try {
    await items.evaluateAll(storeItems, store);
    for (const [key, candidate] of engine) {
      await locatorIn(items, candidate).evaluateAll(storeFound, { store, key });
    }
    return await readWith(items, pageFields, store, skip);
  } finally {
    await store.dispose().catch(() => undefined);
  }
}

/** More characters are not read at once: they would fill the memory of the worker. */
export const MAX_READ_CHARS = 20_000_000;

async function readWith(
  items: Locator,
  fields: readonly PageField[],
  store: JSHandle<PageStore> | null,
  skip: number,
): Promise<ListResult> {
  const result = await items.evaluateAll(readItems, { fields, store, skip, most: MAX_READ_CHARS });
  if (result.tooLong !== undefined) throw tooMuchToRead('the list', MAX_READ_CHARS);
  return result;
}

/** What to read is more than can be. */
export function tooMuchToRead(what: string, most: number): ActionFailure {
  return new ActionFailure(
    'UnknownError',
    `Too much to read: ${what} has more than the ${most.toLocaleString('en-US')} characters that can be read at once.`,
    'Read shorter parts of the page: a target or fields that hold less.',
  );
}

/** @param engine collects the candidates that only the engine can find, by their key */
function pageField(field: FieldSpec, engine: Map<string, Candidate>): PageField {
  return {
    from: field.from,
    attribute: field.attribute ?? null,
    link: field.link === true,
    candidates: (field.target ?? []).map((candidate) => pageCandidate(field.name, candidate, engine)),
  };
}

function pageCandidate(field: string, candidate: Candidate, engine: Map<string, Candidate>): PageCandidate {
  if (candidate.frame !== undefined) {
    throw new ActionFailure(
      'UnknownError',
      `The field “${field}” has a frame of its own, which the fields of a list cannot have.`,
      'Put the frame into the target of the items.',
    );
  }
  if (candidate.inside !== undefined) {
    throw new ActionFailure(
      'UnknownError',
      `The field “${field}” says “inside”, but a field always lies inside its item.`,
      'Leave “inside” out, or put it into the target of the items.',
    );
  }
  const nth = candidate.nth ?? 0;
  const css = plainCss(candidate);
  if (css !== null) return { css, nth };
  // The engine reads `//a` inside an item as “anywhere in the item”; the page would leave the item.
  if (candidate.xpath !== undefined) return { xpath: candidate.xpath.replace(/^(?=\/)/, '.'), nth };
  const { nth: _nth, ...all } = candidate;
  const key = candidateText(all);
  engine.set(key, all);
  return { store: key, nth };
}

/** Pseudo-classes that only the engine knows. */
const ENGINE_CSS =
  /:(?:has-text|text|text-is|text-matches|visible|nth-match|above|below|near|left-of|right-of|light)\b|>>|\binternal:/;

function plainCss(candidate: Candidate): string | null {
  if (candidate.testId !== undefined) return `[data-testid=${JSON.stringify(candidate.testId)}]`;
  if (candidate.css === undefined || ENGINE_CSS.test(candidate.css)) return null;
  return candidate.css;
}

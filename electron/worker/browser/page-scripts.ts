/**
 * Functions that run inside the page. Each must stand alone: only its arguments and the page's own globals can be reached.
 */

/** A candidate of a field as the page reads it: by CSS or XPath, or under the key where the engine's finds were put. */
export interface PageCandidate {
  readonly css?: string;
  readonly xpath?: string;
  readonly store?: string;
  readonly nth: number;
}

export interface PageField {
  readonly from: 'text' | 'value' | 'html' | 'attribute';
  readonly attribute: string | null;
  readonly link: boolean;
  /** Empty = the item itself. */
  readonly candidates: readonly PageCandidate[];
}

/** Elements that the engine found, by key and item: `items` holds the items themselves. */
export interface PageStore {
  items: Set<Element>;
  found: Record<string, Map<Element, Element[]>>;
}

export interface ListResult {
  readonly rows: (string | null)[][];
  /** `used[field][candidate]` = in how many items that candidate found the field. */
  readonly used: number[][];
  /** It was more than may be read at once: so many characters had come by then. Then there are no rows. */
  readonly tooLong?: number;
}

/** Reads every field of every item, but for the first `skip` items. @param most characters that they may have together */
export function readItems(
  items: Element[],
  {
    fields,
    store,
    skip,
    most,
  }: { fields: readonly PageField[]; store: PageStore | null; skip: number; most: number },
): ListResult {
  const pick = (item: Element, candidate: PageCandidate): Element | undefined => {
    if (candidate.css !== undefined) {
      if (candidate.nth === 0) return item.querySelector(candidate.css) ?? undefined;
      return item.querySelectorAll(candidate.css)[candidate.nth];
    }
    if (candidate.xpath !== undefined) {
      const nodes = document.evaluate(
        candidate.xpath,
        item,
        null,
        XPathResult.ORDERED_NODE_SNAPSHOT_TYPE,
        null,
      );
      const node = nodes.snapshotItem(candidate.nth);
      return node instanceof Element ? node : undefined;
    }
    return store?.found[candidate.store ?? '']?.get(item)?.[candidate.nth];
  };
  const absolute = (address: string | null): string | null => {
    if (address === null) return null;
    try {
      return new URL(address, document.baseURI).href;
    } catch {
      return address;
    }
  };
  const readValue = (element: Element, field: PageField): string | null => {
    if (field.from === 'attribute') return element.getAttribute(field.attribute ?? '');
    if (field.link) {
      const own = element.getAttribute('href') ?? element.getAttribute('src');
      return own ?? element.closest('a[href]')?.getAttribute('href') ?? null;
    }
    if (field.from === 'html') return element.innerHTML;
    if (field.from === 'value')
      return 'value' in element ? String(element.value) : element.getAttribute('value');
    return element instanceof HTMLElement ? element.innerText : element.textContent;
  };
  const used = fields.map((field) => field.candidates.map(() => 0));
  let length = 0;
  const readFields = (item: Element): (string | null)[] =>
    fields.map((field, at) => {
      let element: Element | undefined = field.candidates.length === 0 ? item : undefined;
      for (let each = 0; element === undefined && each < field.candidates.length; each++) {
        const candidate = field.candidates[each];
        element = candidate === undefined ? undefined : pick(item, candidate);
        const counts = used[at];
        if (element !== undefined && counts !== undefined) counts[each] = (counts[each] ?? 0) + 1;
      }
      if (element === undefined) return null;
      const value = readValue(element, field);
      length += value?.length ?? 0;
      return field.link ? absolute(value) : value;
    });
  const rows: (string | null)[][] = [];
  for (const item of items.slice(skip)) {
    rows.push(readFields(item));
    if (length > most) return { rows: [], used, tooLong: length };
  }
  return { rows, used };
}

/** Makes the store that the engine's finds are put into, in the page's own memory. */
export function makeStore(): PageStore {
  return { items: new Set(), found: {} };
}

/** Remembers the items, so that finds can be told apart by item. */
export function storeItems(items: Element[], store: PageStore): void {
  store.items = new Set(items);
}

/** Puts elements under the items that hold them. */
export function storeFound(elements: Element[], { store, key }: { store: PageStore; key: string }): void {
  const found = new Map<Element, Element[]>();
  for (const element of elements) {
    let above: Node | null = element.parentNode;
    while (above !== null) {
      if (above instanceof Element && store.items.has(above)) {
        const before = found.get(above);
        if (before === undefined) found.set(above, [element]);
        else before.push(element);
      }
      above = above instanceof ShadowRoot ? above.host : above.parentNode;
    }
  }
  store.found[key] = found;
}

/** A short text that changes when the items do. */
export function fingerprint(items: Element[]): string {
  const ends = [items[0], items[items.length - 1]];
  const tell = (item: Element | undefined): string =>
    item === undefined
      ? ''
      : // The length too: an item may be a whole table, which changes at its end.
        `${item.textContent?.length ?? 0}|${item.textContent ?? ''}|${item.querySelector('a[href]')?.getAttribute('href') ?? ''}`;
  return `${items.length}|${ends.map((item) => tell(item).slice(0, 1000)).join('|')}`;
}

/** A link or button to the next page that leads nowhere. */
export function isDisabled(element: Element): boolean {
  const marks = ':disabled, [aria-disabled="true"], .disabled, [disabled]';
  return (
    element.matches(marks) ||
    (element.parentElement?.matches('li.disabled, li[aria-disabled="true"]') ?? false)
  );
}

/** True when files can be given to the element itself. */
export function isFileField(element: Element): boolean {
  return element instanceof HTMLInputElement && element.type === 'file';
}

/** What the first of the elements is at this moment; null when there is none. */
export function hasTrait(
  elements: Element[],
  trait: 'enabled' | 'disabled' | 'editable' | 'readonly' | 'checked' | 'unchecked' | 'focused',
): boolean | null {
  const [element] = elements;
  if (element === undefined) return null;
  const aria = (name: string): boolean => element.getAttribute(`aria-${name}`) === 'true';
  const disabled = element.matches(':disabled') || element.closest('[aria-disabled="true"]') !== null;
  const takesText = element.matches(':read-write') && !aria('readonly');
  const checked =
    element.matches('input[type=checkbox], input[type=radio]') || 'checked' in element
      ? element.matches(':checked')
      : aria('checked') || aria('pressed');
  const root = element.getRootNode();
  const focused = (root instanceof ShadowRoot ? root : document).activeElement === element;
  const is = {
    enabled: !disabled,
    disabled,
    editable: !disabled && (takesText || element.matches('select:not([aria-readonly="true"])')),
    readonly: disabled || !(takesText || element.matches('select:not([aria-readonly="true"])')),
    checked,
    unchecked: !checked,
    focused,
  };
  return is[trait];
}

/** What each link shows, or is called when it shows nothing. */
export function labelsOf(elements: Element[]): string[] {
  return elements.map((element) => {
    const shown = (element.textContent ?? '').trim();
    return shown === '' ? (element.getAttribute('aria-label') ?? '') : shown;
  });
}

export type StorageWish =
  | { readonly do: 'read' | 'remove'; readonly area: 'local' | 'session'; readonly key: string }
  | { readonly do: 'set'; readonly area: 'local' | 'session'; readonly key: string; readonly value: string }
  | { readonly do: 'clear'; readonly area: 'local' | 'session' };

/** Reads or changes what the page's site keeps; gives the value that was read, else null. */
export function changeStorage(wish: StorageWish): string | null {
  const storage = wish.area === 'local' ? localStorage : sessionStorage;
  if (wish.do === 'read') return storage.getItem(wish.key);
  if (wish.do === 'set') storage.setItem(wish.key, wish.value);
  else if (wish.do === 'remove') storage.removeItem(wish.key);
  else storage.clear();
  return null;
}

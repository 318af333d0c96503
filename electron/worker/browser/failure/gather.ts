/*
 * Code that runs in the page: each function is sent there as text, so it may use nothing but its arguments.
 */

/** Elements in the page's own memory, by the number under which they were told. */
export interface ElementStore {
  elements: Element[];
}

/** What was seen of one element. Texts are cut and squeezed; empty = there is none. */
export interface SeenElement {
  /** Number in the store. */
  readonly at: number;
  /** Number of the nearest one around it that was told too, or -1. */
  readonly around: number;
  readonly tag: string;
  readonly role: string;
  /** Accessible name, nearly. */
  readonly name: string;
  readonly text: string;
  readonly label: string;
  readonly placeholder: string;
  readonly title: string;
  readonly alt: string;
  readonly testId: string;
  readonly id: string;
  readonly classes: string;
  /** The `name` attribute. */
  readonly field: string;
  readonly visible: boolean;
}

export interface GatherLimits {
  readonly store: ElementStore;
  /** True = also what is inside of them, shadow roots too; false = these elements alone. */
  readonly deep: boolean;
  readonly elements: number;
  readonly ms: number;
}

export interface Seen {
  readonly seen: SeenElement[];
  /** False = the page has more than was looked at, for its number or its time. */
  readonly isWhole: boolean;
}

/** An empty store. */
export function makeElementStore(): ElementStore {
  return { elements: [] };
}

/** Tells what elements are, and what is worth acting on inside of them. */
export function gather(roots: Element[], { store, deep, elements, ms }: GatherLimits): Seen {
  const MAX_TEXT = 120;
  const OWN_ROLES: Record<string, string> = {
    article: 'article',
    aside: 'complementary',
    button: 'button',
    dialog: 'dialog',
    form: 'form',
    h1: 'heading',
    h2: 'heading',
    h3: 'heading',
    h4: 'heading',
    h5: 'heading',
    h6: 'heading',
    img: 'img',
    li: 'listitem',
    main: 'main',
    nav: 'navigation',
    option: 'option',
    table: 'table',
    td: 'cell',
    textarea: 'textbox',
    th: 'columnheader',
    tr: 'row',
  };
  const INPUT_ROLES: Record<string, string> = {
    button: 'button',
    checkbox: 'checkbox',
    email: 'textbox',
    image: 'button',
    number: 'spinbutton',
    radio: 'radio',
    range: 'slider',
    reset: 'button',
    search: 'searchbox',
    submit: 'button',
    tel: 'textbox',
    text: 'textbox',
    url: 'textbox',
  };
  const NAMED_BY_CONTENT =
    /^(?:button|link|heading|option|cell|columnheader|rowheader|listitem|tab|menuitem|checkbox|radio|switch|treeitem|tooltip|row)$/;
  const SKIPPED = /^(?:script|style|template|noscript|head|meta|link|svg|path|br|hr)$/;
  const ACTED_ON = /^(?:a|button|input|select|textarea|summary|img|option|label)$/;

  const squeeze = (text: string | null | undefined): string =>
    (text ?? '').slice(0, 2000).replace(/\s+/g, ' ').trim().slice(0, MAX_TEXT);
  const attribute = (element: Element, name: string): string => squeeze(element.getAttribute(name));
  const roleOf = (element: Element, tag: string): string => {
    const given = (element.getAttribute('role') ?? '').trim().split(/\s+/)[0] ?? '';
    if (given !== '') return given;
    if (tag === 'a') return element.hasAttribute('href') ? 'link' : '';
    if (element instanceof HTMLInputElement) return INPUT_ROLES[element.type] ?? '';
    if (element instanceof HTMLSelectElement) {
      return element.multiple || element.size > 1 ? 'listbox' : 'combobox';
    }
    return OWN_ROLES[tag] ?? '';
  };
  const labelOf = (element: Element): string => {
    const ids = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter((id) => id !== '');
    const scope = element.getRootNode();
    const holder = scope instanceof Document || scope instanceof ShadowRoot ? scope : document;
    const told = ids.slice(0, 5).map((id) => squeeze(holder.getElementById(id)?.textContent));
    if (told.some((text) => text !== '')) return told.join(' ').trim();
    const own = attribute(element, 'aria-label');
    if (own !== '') return own;
    const labels =
      element instanceof HTMLInputElement ||
      element instanceof HTMLSelectElement ||
      element instanceof HTMLTextAreaElement
        ? element.labels
        : null;
    return squeeze(
      [...(labels ?? [])]
        .slice(0, 3)
        .map((label) => label.textContent ?? '')
        .join(' '),
    );
  };
  const ownText = (element: Element): string => {
    let text = '';
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && text.length < 500) text += node.nodeValue ?? '';
    }
    return squeeze(text);
  };
  const isVisible = (element: Element): boolean => {
    const box = element.getBoundingClientRect();
    if (box.width <= 0 || box.height <= 0) return false;
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
  };
  const isWorthTelling = (element: Element, tag: string): boolean =>
    ACTED_ON.test(tag) ||
    element.hasAttribute('role') ||
    element.hasAttribute('data-testid') ||
    element.hasAttribute('aria-label') ||
    element.hasAttribute('title') ||
    element.hasAttribute('tabindex') ||
    element.hasAttribute('contenteditable') ||
    ownText(element) !== '' ||
    (element.id !== '' && element.childElementCount === 0);

  const seen: SeenElement[] = [];
  const tell = (element: Element, around: number): number => {
    const tag = element.localName;
    const at = store.elements.length;
    store.elements.push(element);
    const role = roleOf(element, tag);
    const label = labelOf(element);
    const placeholder = attribute(element, 'placeholder');
    const title = attribute(element, 'title');
    const alt = attribute(element, 'alt');
    const isButton = element instanceof HTMLInputElement && role === 'button';
    const text = isButton ? squeeze(element.value) : squeeze(element.textContent);
    const content = isButton || NAMED_BY_CONTENT.test(role) ? text : '';
    seen.push({
      at,
      around,
      tag,
      role,
      name: [label, alt, content, placeholder, title].find((each) => each !== '') ?? '',
      text: element instanceof HTMLSelectElement ? '' : text.length < MAX_TEXT ? text : ownText(element),
      label,
      placeholder,
      title,
      alt,
      testId: attribute(element, 'data-testid'),
      id: squeeze(element.id),
      classes: attribute(element, 'class'),
      field: attribute(element, 'name'),
      visible: isVisible(element),
    });
    return at;
  };

  // The first question about a place lays the whole page out: on a large one that alone may take longer than the time.
  roots[0]?.getBoundingClientRect();
  const endsAt = performance.now() + ms;
  const waiting: [Element, number][] = roots
    .slice(0, elements)
    .reverse()
    .map((root) => [root, -1]);
  for (let visited = 0; waiting.length > 0 && seen.length < elements; visited++) {
    if (visited % 50 === 0 && performance.now() > endsAt) break;
    const [element, around] = waiting.pop() ?? [document.documentElement, -1];
    const tag = element.localName;
    if (SKIPPED.test(tag)) continue;
    const isTold = !deep || isWorthTelling(element, tag);
    const here = isTold ? tell(element, around) : around;
    if (!deep) continue;
    const inner = [...element.children, ...(element.shadowRoot?.children ?? [])];
    for (const child of inner.reverse()) waiting.push([child, here]);
  }
  return { seen, isWhole: waiting.length === 0 };
}

/** How many elements a locator found, and which of them is this one of the store (-1 = none). */
export function findInStore(
  found: Element[],
  { store, at }: { store: ElementStore; at: number },
): { count: number; place: number } {
  const wanted = store.elements[at];
  return { count: found.length, place: wanted === undefined ? -1 : found.indexOf(wanted) };
}

/** The page's HTML as it is now, open shadow roots within, up to so many characters. */
export function htmlOf(max: number): string {
  const root = document.documentElement;
  const shadows: ShadowRoot[] = [];
  const waiting: (Element | ShadowRoot)[] = [root];
  for (let visited = 0; waiting.length > 0 && visited < 50_000 && shadows.length < 500; visited++) {
    const scope = waiting.pop();
    if (scope instanceof Element && scope.shadowRoot !== null) {
      shadows.push(scope.shadowRoot);
      waiting.push(scope.shadowRoot);
    }
    for (const child of scope?.children ?? []) waiting.push(child);
  }
  const inside =
    shadows.length > 0 && typeof root.getHTML === 'function'
      ? root.getHTML({ shadowRoots: shadows })
      : root.innerHTML;
  const [head = '<html>'] = /^<html[^>]*>/.exec(root.outerHTML.slice(0, 10_000)) ?? [];
  return `<!doctype html>\n${head}${inside.slice(0, max)}</html>`;
}

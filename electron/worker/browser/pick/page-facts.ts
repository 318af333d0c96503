/*
 * Code that runs in the page: each function is sent there as text, so it may use nothing but its arguments. A page that has changed
 * what it calls can only lie about itself: what is made of it is bounded, and tried by the engine.
 */

/** One element on the way to another. */
export interface PathPart {
  readonly tag: string;
  readonly id: string;
  readonly classes: readonly string[];
  readonly testId: string;
  /** Place among its siblings of the same tag, from 1. */
  readonly nth: number;
  /** It has siblings of the same tag. */
  readonly isOneOfMany: boolean;
}

/** The way from the root of its document or shadow root to an element. */
export interface PathFacts {
  /** Innermost first. */
  readonly parts: readonly PathPart[];
  readonly isInShadow: boolean;
  /** The way is longer than was told. */
  readonly isCut: boolean;
}

/** Tells how an element is reached. */
export function pathOf(element: Element, most: number): PathFacts {
  const cut = (text: string | null): string => (text ?? '').slice(0, 100);
  const parts: PathPart[] = [];
  let at: Element | null = element;
  for (; at !== null && parts.length < most; at = at.parentElement) {
    let nth = 1;
    let before = at.previousElementSibling;
    for (let seen = 0; before !== null && seen < 1_000; before = before.previousElementSibling, seen++) {
      if (before.localName === at.localName) nth++;
    }
    let after = at.nextElementSibling;
    let isOneOfMany = nth > 1;
    for (
      let seen = 0;
      after !== null && seen < 1_000 && !isOneOfMany;
      after = after.nextElementSibling, seen++
    ) {
      isOneOfMany = after.localName === at.localName;
    }
    parts.push({
      tag: cut(at.localName),
      id: cut(at.id),
      classes: [...at.classList].slice(0, 12).map(cut),
      testId: cut(at.getAttribute('data-testid')),
      nth,
      isOneOfMany,
    });
  }
  return { parts, isInShadow: element.getRootNode() instanceof ShadowRoot, isCut: at !== null };
}

/** Two elements and what is around both of them. */
export interface PairFacts {
  /** From the outermost pair that is alike down to the two elements; empty = they have nothing in common. */
  readonly levels: readonly {
    readonly tag: string;
    /** Those that both have. */
    readonly classes: readonly string[];
    /** The one that both have; else empty. */
    readonly testId: string;
    readonly role: string;
  }[];
}

/** Tells what two elements have in common. */
export function pairOf(first: Element, second: Node): PairFacts {
  if (!(second instanceof Element)) return { levels: [] };
  const MOST = 60;
  const up = (from: Element): Element[] => {
    const chain: Element[] = [];
    for (let at: Element | null = from; at !== null && chain.length < MOST; at = at.parentElement)
      chain.push(at);
    return chain;
  };
  const [chain, other] = [up(first), up(second)];
  const common = chain.find((each) => other.includes(each));
  if (common === undefined || common === first || common === second) return { levels: [] };
  const a = chain.slice(0, chain.indexOf(common)).reverse();
  const b = other.slice(0, other.indexOf(common)).reverse();
  const levels: PairFacts['levels'][number][] = [];
  for (const [at, one] of a.entries()) {
    const two = b[at];
    if (two === undefined || one.localName !== two.localName) break;
    const testId = one.getAttribute('data-testid') ?? '';
    levels.push({
      tag: one.localName.slice(0, 100),
      classes: [...one.classList].filter((name) => two.classList.contains(name)).slice(0, 12),
      testId: testId === two.getAttribute('data-testid') ? testId.slice(0, 100) : '',
      role: (one.getAttribute('role') ?? '').slice(0, 40),
    });
  }
  return { levels };
}

/** What is the nearest around two elements; the root = they are not in the same tree. */
export function commonOf(first: Element, second: Node): Element {
  for (let at = first.parentElement; at !== null; at = at.parentElement) if (at.contains(second)) return at;
  return first.ownerDocument.documentElement;
}

/** Something that can be read inside of an item. */
export interface Leaf {
  readonly kind: 'text' | 'link' | 'image' | 'time';
  /** From the element up to the item, without the item. */
  readonly parts: readonly Pick<PathPart, 'tag' | 'classes' | 'nth' | 'testId'>[];
  readonly itemprop: string;
  readonly text: string;
}

/** Tells what stands in each of the first items. */
export function leavesOf(
  items: Element[],
  { most, each: perItem, ms }: { most: number; each: number; ms: number },
): Leaf[][] {
  const endsAt = performance.now() + ms;
  const nthOf = (element: Element): number => {
    let nth = 1;
    let before = element.previousElementSibling;
    for (let seen = 0; before !== null && seen < 200; before = before.previousElementSibling, seen++) {
      if (before.localName === element.localName) nth++;
    }
    return nth;
  };
  const partsOf = (element: Element, item: Element): Leaf['parts'][number][] => {
    const parts: Leaf['parts'][number][] = [];
    for (
      let at: Element | null = element;
      at !== null && at !== item && parts.length < 20;
      at = at.parentElement
    ) {
      parts.push({
        tag: at.localName.slice(0, 100),
        classes: [...at.classList].slice(0, 8).map((name) => name.slice(0, 60)),
        nth: nthOf(at),
        testId: (at.getAttribute('data-testid') ?? '').slice(0, 100),
      });
    }
    return parts;
  };
  const ownText = (element: Element): string => {
    let text = '';
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && text.length < 400) text += node.nodeValue ?? '';
    }
    return text.replace(/\s+/g, ' ').trim().slice(0, 300);
  };
  return items.slice(0, most).map((item) => {
    const leaves: Leaf[] = [];
    const waiting: Element[] = [item];
    for (let seen = 0; waiting.length > 0 && leaves.length < perItem && seen < 500; seen++) {
      if (performance.now() > endsAt) break;
      const element = waiting.pop();
      if (element === undefined || /^(?:script|style|template|noscript|svg)$/.test(element.localName))
        continue;
      const tell = (kind: Leaf['kind'], text: string): void => {
        const itemprop = (element.getAttribute('itemprop') ?? '').slice(0, 60);
        leaves.push({ kind, parts: partsOf(element, item), itemprop, text });
      };
      const text = ownText(element);
      if (element.localName === 'time') tell('time', text);
      else if (text !== '') tell('text', text);
      if (element.localName === 'a' && element.hasAttribute('href')) tell('link', '');
      if (element.localName === 'img' && element.hasAttribute('src')) tell('image', '');
      for (const child of [...element.children].reverse()) waiting.push(child);
    }
    return leaves;
  });
}

/** Where elements are, in the viewport of their own frame. */
export function boxesOf(
  elements: Element[],
  most: number,
): { x: number; y: number; width: number; height: number }[] {
  return elements.slice(0, most).map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  });
}

/** Where the inside of a frame's element begins, from its own corner. */
export function frameInset(element: Element): { x: number; y: number } {
  const style = getComputedStyle(element);
  const of = (name: string): number => Number.parseFloat(style.getPropertyValue(name)) || 0;
  return {
    x: of('border-left-width') + of('padding-left'),
    y: of('border-top-width') + of('padding-top'),
  };
}

/** The size of what is seen of the page. */
export function viewportOf(): { width: number; height: number } {
  return { width: innerWidth, height: innerHeight };
}

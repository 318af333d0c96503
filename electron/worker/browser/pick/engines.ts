import { selectors } from 'playwright-core';

/** Finds the innermost element at a place of the frame. */
export const AT = 'runwright-at';
/** Finds the element at a place that a person means: the button, not the picture in it. */
export const MEANT_AT = 'runwright-meant-at';

let registered: Promise<void> | null = null;

/**
 * Makes the selectors known with which a place is looked at. They run in a world of their own: the page's scripts neither see them
 * nor can they change what those call. To be called before the first page; later calls do nothing.
 */
export function registerPickEngines(): Promise<void> {
  registered ??= Promise.all([
    selectors.register(AT, { content: sourceOf(false) }, { contentScript: true }),
    selectors.register(MEANT_AT, { content: sourceOf(true) }, { contentScript: true }),
  ]).then(() => undefined);
  return registered;
}

/** The body of a selector for a place in pixels of the frame. */
export function placeText(x: number, y: number): string {
  return `${Math.round(x)},${Math.round(y)}`;
}

function sourceOf(meant: boolean): string {
  return `({
    at(root, text) {
      const [x, y] = text.split(',').map(Number);
      const doc = root.nodeType === 9 ? root : root.ownerDocument;
      let element = doc.elementFromPoint(x, y);
      for (let depth = 0; element !== null && element.shadowRoot !== null && depth < 50; depth++) {
        const inner = element.shadowRoot.elementFromPoint(x, y);
        if (inner === null || inner === element) break;
        element = inner;
      }
      if (element === null || !this.isIn(root, element)) return null;
      if (!${meant}) return element;
      const means = element.closest('button, a[href], summary, select, [role=button], [role=link], [role=tab], [role=menuitem], [role=option], [role=checkbox], [role=radio], [role=switch]');
      return means ?? element;
    },
    isIn(root, element) {
      if (root.nodeType === 9) return true;
      for (let at = element; at !== null && at !== undefined; at = at.parentNode ?? at.host) if (at === root) return true;
      return false;
    },
    query(root, text) { return this.at(root, text); },
    queryAll(root, text) { const element = this.at(root, text); return element === null ? [] : [element]; },
  })`;
}

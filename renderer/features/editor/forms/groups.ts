/** Keys of one object that exclude each other: a form asks which one is meant, and shows that one. */
export interface Group {
  readonly keys: readonly string[];
  /** None of them is fine too. */
  readonly isOptional?: boolean;
  /** Asked only while this key is there. */
  readonly with?: string;
}

/** By the place of the object: an action, or a key of one. */
const GROUPS: Readonly<Record<string, readonly Group[]>> = {
  assert: [
    { keys: ['target', 'url', 'title', 'dialog'] },
    {
      keys: ['visible', 'state', 'text', 'value', 'attribute', 'count'],
      isOptional: true,
      with: 'target',
    },
  ],
  waitFor: [{ keys: ['target', 'url', 'text', 'response', 'download', 'time'] }],
  drag: [{ keys: ['to', 'by'] }],
  select: [{ keys: ['value', 'label', 'index'] }],
  tab: [{ keys: ['open', 'index', 'title', 'url', 'close', 'popup'] }],
  scroll: [{ keys: ['target', 'by', 'to'] }],
  evaluate: [{ keys: ['expression', 'script'] }],
  storage: [{ keys: ['setCookie', 'getCookie', 'clearCookies', 'set', 'get', 'remove', 'clear'] }],
  permissions: [{ keys: ['grant', 'clear'] }],
  route: [{ keys: ['block', 'answer', 'clear'] }],
  request: [{ keys: ['body', 'json', 'form'], isOptional: true }],
  extractList: [{ keys: ['next', 'pages', 'loadMore', 'scroll'], isOptional: true }],
  extractTable: [{ keys: ['next', 'pages', 'loadMore', 'scroll'], isOptional: true }],
  'if.condition': [{ keys: ['visible', 'hidden'] }],
  'while.condition': [{ keys: ['visible', 'hidden'] }],
  'forEach.in': [{ keys: ['rows', 'elements'] }],
  'browser.endpoint': [{ keys: ['playwright', 'cdp'] }],
};

/** The groups of the object at a place. */
export function groupsOf(at: string): readonly Group[] {
  return Object.hasOwn(GROUPS, at) ? (GROUPS[at] ?? []) : [];
}

/** All places that have groups, for tests. */
export const GROUPED: readonly string[] = Object.keys(GROUPS);

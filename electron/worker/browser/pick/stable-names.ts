/** What code makes up changes with every build or visit: hashes, counters, and the names of libraries that make them. */
const MADE_UP =
  /\d{3,}|(?:^|[-_])(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{5,}$|^(?:css|sc|jss|jsx|emotion|svelte|ember|react|radix|mui|headlessui)-|^:|__[\w-]*[A-Z\d][\w-]*$|[0-9a-f]{8}/i;
/** Names of looks and of moments, not of things. */
const OF_LOOKS =
  /^(?:active|selected|hover|focus|open|closed|hidden|visible|disabled|loading|loaded|first|last|odd|even|is-|has-|js-|no-)|^(?:[mp][xytrblse]?|w|h|col|row|text|bg|border|flex|grid|gap|items|justify|self|rounded|shadow|font|leading|tracking|inline|block|absolute|relative|fixed|sticky|z|top|left|right|bottom|inset|overflow|max|min|d|align|float|order|opacity|cursor|transition|transform|duration|ease)(?:-|$)/;
const MAX_LENGTH = 40;

/** True for an id that is likely to be there tomorrow. */
export function isStableId(id: string): boolean {
  return /^[A-Za-z][\w-]*$/.test(id) && id.length <= MAX_LENGTH && !MADE_UP.test(id);
}

/** The classes that say what an element is, in their order; not those that code made up, and not those of its looks. */
export function stableClasses(classes: readonly string[]): string[] {
  return classes.filter(
    (name) =>
      /^[A-Za-z][\w-]*$/.test(name) &&
      name.length <= MAX_LENGTH &&
      !MADE_UP.test(name) &&
      !OF_LOOKS.test(name),
  );
}

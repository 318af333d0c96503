import type { Target } from '../../../../shared/flow/target.ts';
import { candidateKind } from '../../../../shared/flow/target.ts';
import type { SeenElement } from './gather.ts';

/** What the candidates of a target say of the element they want. */
export interface Wish {
  readonly roles: readonly string[];
  /** Names and texts that a person reads. */
  readonly words: readonly string[];
  /** Names that only the page's code has: ids, classes, test ids. */
  readonly idents: readonly string[];
}

/** How like an element is, 0 … 1, and the sentence that says why. */
export interface Likeness {
  readonly score: number;
  readonly reason: string;
}

/** Below this nothing is proposed: a wrong proposal costs more than none. */
export const LEAST_LIKENESS = 0.45;
/** Names have to be this like to count at all. */
const LEAST_WORDS = 0.5;

/** Reads what a target wants out of all its candidates. */
export function wishOf(target: Target): Wish {
  const roles: string[] = [];
  const words: string[] = [];
  const idents: string[] = [];
  for (const candidate of target) {
    const { kind, value } = candidateKind(candidate);
    if (kind === 'role') {
      roles.push(value);
      if (candidate.name !== undefined) words.push(candidate.name);
    } else if (kind === 'testId') idents.push(value);
    else if (kind === 'css') {
      idents.push(...identsOfCss(value));
      roles.push(...rolesOfCss(value));
    } else if (kind === 'xpath') words.push(...quotedIn(value));
    else words.push(value);
  }
  return { roles, words, idents };
}

/** `#buy-now.big[data-testid="x"]` → `buy-now`, `big`, `x`. */
function identsOfCss(css: string): string[] {
  const named = [...css.matchAll(/[#.]((?:\\.|[\w-])+)/g)].map(([, name = '']) => name.replaceAll('\\', ''));
  return [...named, ...quotedIn(css)];
}

function quotedIn(text: string): string[] {
  return [...text.matchAll(/"([^"]{1,200})"|'([^']{1,200})'/g)].map(([, a, b]) => a ?? b ?? '');
}

const ROLE_OF_TAG: Readonly<Record<string, string>> = {
  a: 'link',
  button: 'button',
  select: 'combobox',
  textarea: 'textbox',
};

function rolesOfCss(css: string): string[] {
  const [, tag = ''] = /(?:^|[\s>+~])([a-z]+)[^\s>+~]*$/.exec(css) ?? [];
  const role = ROLE_OF_TAG[tag];
  return role === undefined ? [] : [role];
}

/** Roles that stand for much the same to a person. */
const KIN: readonly ReadonlySet<string>[] = [
  new Set(['button', 'link', 'menuitem', 'tab']),
  new Set(['textbox', 'searchbox', 'combobox', 'spinbutton']),
  new Set(['checkbox', 'radio', 'switch', 'menuitemcheckbox', 'menuitemradio']),
  new Set(['combobox', 'listbox']),
  new Set(['list', 'table', 'grid']),
  new Set(['listitem', 'article', 'row']),
];

/** Roles that an action works on; an action that is not here works on anything. */
const FITS: Readonly<Record<string, ReadonlySet<string>>> = {
  fill: new Set(['textbox', 'searchbox', 'combobox', 'spinbutton']),
  type: new Set(['textbox', 'searchbox', 'combobox', 'spinbutton']),
  clear: new Set(['textbox', 'searchbox', 'combobox', 'spinbutton']),
  select: new Set(['combobox', 'listbox']),
  check: new Set(['checkbox', 'radio', 'switch']),
  uncheck: new Set(['checkbox', 'switch']),
};
const CLICKED = new Set([
  ...['button', 'link', 'menuitem', 'tab', 'checkbox', 'radio', 'switch', 'option'],
  ...['menuitemcheckbox', 'menuitemradio', 'treeitem'],
]);

/** @param alone how many elements of the page have the element's role */
export function likeness(
  wish: Wish,
  element: SeenElement,
  action: string,
  alone: (role: string) => number,
): Likeness | null {
  const words = bestWords(wish, element);
  const role = roleLikeness(wish.roles, element.role);
  const fit = fitOf(action, element.role);
  if (fit === 0) return null;
  const share = wish.roles.length > 0 ? role * 0.25 : 0.2;
  if (words.score >= LEAST_WORDS) {
    const score = (words.score * 0.65 + share + fit * 0.1) * (element.visible ? 1 : 0.75);
    return score < LEAST_LIKENESS ? null : { score, reason: sentence(words.reason, role, element) };
  }
  const isOnly = role === 1 && element.visible && alone(element.role) === 1;
  if (!isOnly) return null;
  return { score: LEAST_LIKENESS, reason: `It is the only ${element.role} of the page.` };
}

function sentence(words: string, role: number, { role: own, visible }: SeenElement): string {
  const kind = role === 1 ? `, and it is a ${own} too` : '';
  return `${words}${kind}${visible ? '' : ', but it is not visible now'}.`;
}

interface WordsLikeness {
  readonly score: number;
  readonly reason: string;
}

/** The best of what a person reads and of what only the code has. */
function bestWords({ words, idents }: Wish, element: SeenElement): WordsLikeness {
  const { name, text, label, placeholder, title, alt, testId, id, classes, field } = element;
  const read = [
    ['name', name],
    ['label', label],
    ['text', text],
    ['placeholder', placeholder],
    ['title', title],
    ['alt text', alt],
  ] as const;
  const coded = [
    ['test id', testId],
    ['id', id],
    ['field name', field],
    ...classes.split(' ').map((each) => ['class', each] as const),
  ] as const;
  const looks = [
    ...pairs(words, read, 1),
    ...pairs(idents, coded, 0.95),
    // “#buy-now” and a button “Buy now”: the code often says what the page shows.
    ...pairs(idents.map(spoken), read, 0.85),
    ...pairs(
      words,
      coded.map(([kind, value]) => [kind, spoken(value)] as const),
      0.8,
    ),
  ];
  return looks.reduce((best, each) => (each.score > best.score ? each : best), { score: 0, reason: '' });
}

function pairs(
  wanted: readonly string[],
  given: readonly (readonly [string, string])[],
  weight: number,
): WordsLikeness[] {
  return wanted.flatMap((want) =>
    given.map(([kind, value]) => {
      const score = similarity(want, value);
      const verb = score === 1 ? 'is' : 'is like';
      return { score: score * weight, reason: `Its ${kind} “${short(value)}” ${verb} “${short(want)}”` };
    }),
  );
}

function roleLikeness(wanted: readonly string[], role: string): number {
  if (role === '' || wanted.length === 0) return 0;
  if (wanted.includes(role)) return 1;
  return KIN.some((kin) => kin.has(role) && wanted.some((each) => kin.has(each))) ? 0.6 : 0;
}

function fitOf(action: string, role: string): number {
  if (action === 'click' || action === 'hover') return CLICKED.has(role) ? 1 : 0.4;
  const fits = FITS[action];
  if (fits === undefined) return 0.5;
  return fits.has(role) ? 1 : 0;
}

/** `buyNow_button-2` → `buy now button 2`. */
function spoken(ident: string): string {
  return ident
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[_\-./:]+/g, ' ')
    .trim();
}

/** A text that is another one but for its hyphens: nearly the same. */
const BUT_FOR_HYPHENS = 0.97;

/** How like two texts are, 0 … 1: case and blanks do not count, and hyphens inside of words only a little. */
export function similarity(a: string, b: string): number {
  const [left, right] = [plain(a), plain(b)];
  const [joinedLeft, joinedRight] = [withoutHyphens(left), withoutHyphens(right)];
  if (joinedLeft === left && joinedRight === right) return likeAs(left, right);
  return Math.max(likeAs(left, right), BUT_FOR_HYPHENS * likeAs(joinedLeft, joinedRight));
}

/** `e-mail` → `email`, whichever hyphen it is; a dash between words stays. */
function withoutHyphens(text: string): string {
  return text.replaceAll(/(?<=[\p{L}\d])[-\u00ad\u2010\u2011](?=[\p{L}\d])/gu, '');
}

function likeAs(left: string, right: string): number {
  if (left === '' || right === '') return 0;
  if (left === right) return 1;
  const [shorter, longer] = left.length < right.length ? [left, right] : [right, left];
  const share = shorter.length / longer.length;
  if (shorter.length >= 3 && longer.includes(shorter)) return 0.6 + 0.35 * share;
  return Math.max(dice(bigrams(left), bigrams(right)), 0.9 * dice(left.split(' '), right.split(' ')));
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, ' ').trim().slice(0, 200);
}

function bigrams(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
}

function dice(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 0;
  const left = new Map<string, number>();
  for (const each of a) left.set(each, (left.get(each) ?? 0) + 1);
  let common = 0;
  for (const each of b) {
    const count = left.get(each) ?? 0;
    if (count === 0) continue;
    left.set(each, count - 1);
    common++;
  }
  return (2 * common) / (a.length + b.length);
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

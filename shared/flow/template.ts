import type { Fault } from '../errors.ts';
import { evaluate, type Scope, toText } from './evaluate.ts';
import { type Expression, parseExpression, TemplateError } from './expression.ts';
import { nearest } from './nearest.ts';

/** A text with values in it: plain pieces and expressions, in order. */
type Piece = { readonly text: string } | { readonly source: string };

/** The roots of all names: `{{input.x}}` … */
export const ROOTS = ['input', 'row', 'var', 'secret', 'env'] as const;
export type Root = (typeof ROOTS)[number];

/** The names that exist under each root; null = any name (a row's columns are known only when it comes). */
export type KnownNames = Readonly<Record<Root, readonly string[] | null>>;

/** True when the text holds `{{`. */
export function hasTemplate(text: string): boolean {
  return text.includes('{{');
}

/** Cuts a text at its `{{ … }}`; braces inside quotes belong to the expression. @throws TemplateError */
function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', from)) {
    if (open > from) found.push({ text: text.slice(from, open) });
    const close = closingBraces(text, open + 2);
    if (close < 0) throw new TemplateError('“{{” has no “}}” after it.');
    found.push({ source: text.slice(open + 2, close) });
    from = close + 2;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

function closingBraces(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quote !== '') {
      if (char === '\\') at++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '}' && text[at + 1] === '}') return at;
  }
  return -1;
}

/** Hears of every value that was put in, with the names it was made from: `input.user`, `secret.password`. */
export type OnValue = (value: string, names: readonly string[]) => void;

/**
 * The text with every `{{ … }}` replaced by its value.
 * @throws TemplateError when an expression cannot be read or has no value
 */
export function renderTemplate(text: string, scope: Scope, onValue?: OnValue): string {
  if (!hasTemplate(text)) return text;
  return pieces(text)
    .map((piece) => ('text' in piece ? piece.text : renderExpression(piece.source, scope, onValue)))
    .join('');
}

/**
 * The value of a text: when it is one expression and nothing else, of that expression's own kind (a number, a list …), else
 * the rendered text. Undefined = the expression has no value.
 * @throws TemplateError when an expression cannot be read
 */
export function templateValue(text: string, scope: Scope, onValue?: OnValue): unknown {
  const source = singleExpression(text);
  if (source === null) return renderTemplate(text, scope, onValue);
  const expression = parseExpression(source);
  const value = evaluate(expression, scope);
  for (const each of [value].flat()) onValue?.(toText(each), dottedNames(expression));
  return value;
}

/** The one expression that a text consists of, or null when there is more or less than that. */
export function singleExpression(text: string): string | null {
  try {
    const [piece, ...more] = pieces(text.trim());
    return piece !== undefined && 'source' in piece && more.length === 0 ? piece.source : null;
  } catch {
    return null;
  }
}

/** The error for an expression without a value: says what there is instead. */
export function noValue(text: string, scope: Scope): TemplateError {
  const source = singleExpression(text) ?? '';
  return missing(source, parseExpression(source), scope);
}

function renderExpression(source: string, scope: Scope, onValue?: OnValue): string {
  const expression = parseExpression(source);
  const value = evaluate(expression, scope);
  if (value === undefined) throw missing(source, expression, scope);
  const rendered = toText(value);
  onValue?.(rendered, dottedNames(expression));
  return rendered;
}

function dottedNames(expression: Expression): string[] {
  return namesIn(expression).map((name) => `${name.root}.${name.key ?? ''}`);
}

function missing(source: string, expression: Expression, scope: Scope): TemplateError {
  for (const { root, key } of namesIn(expression)) {
    const group = scope[root];
    if (key === undefined || typeof group !== 'object' || group === null) continue;
    if (Object.hasOwn(group, key)) continue;
    const names = Object.keys(group);
    const have = names.length === 0 ? 'there is none' : `there is ${names.slice(0, 12).join(', ')}`;
    return new TemplateError(`{{${source.trim()}}} has no value: ${have}.`, nearest(key, names));
  }
  return new TemplateError(`{{${source.trim()}}} has no value.`);
}

interface NameUse {
  readonly root: string;
  /** Undefined when the name stands alone or its key is computed. */
  readonly key: string | undefined;
}

/** Every name that an expression uses, in order. */
function namesIn(expression: Expression): NameUse[] {
  switch (expression.kind) {
    case 'literal':
      return [];
    case 'name':
      return [{ root: expression.name, key: undefined }];
    case 'member':
      if (expression.object.kind === 'name') {
        const { key } = expression;
        const use = {
          root: expression.object.name,
          key: key.kind === 'literal' ? toText(key.value) : undefined,
        };
        return [use, ...namesIn(key)];
      }
      return [...namesIn(expression.object), ...namesIn(expression.key)];
    case 'unary':
      return namesIn(expression.operand);
    case 'binary':
      return [...namesIn(expression.left), ...namesIn(expression.right)];
    case 'choice':
      return [expression.test, expression.yes, expression.no].flatMap(namesIn);
    case 'call':
      return expression.args.flatMap(namesIn);
  }
}

/** What is wrong with the `{{ … }}` of a text: unreadable expressions and unknown names, each with the nearest. */
export function templateFaults(text: string, known: KnownNames): Omit<Fault, 'path'>[] {
  if (!hasTemplate(text)) return [];
  try {
    return pieces(text).flatMap((piece) => ('text' in piece ? [] : expressionFaults(piece.source, known)));
  } catch (error) {
    return [asFault(error)];
  }
}

function expressionFaults(source: string, known: KnownNames): Omit<Fault, 'path'>[] {
  try {
    return namesIn(parseExpression(source)).flatMap((use) => nameFault(use, known));
  } catch (error) {
    return [asFault(error)];
  }
}

function asFault(error: unknown): Omit<Fault, 'path'> {
  if (!(error instanceof TemplateError)) throw error;
  return { message: error.message, ...(error.nearest === undefined ? {} : { nearest: error.nearest }) };
}

function nameFault({ root, key }: NameUse, known: KnownNames): Omit<Fault, 'path'>[] {
  const group = ROOTS.find((each) => each === root);
  if (group === undefined) {
    const message = `“${root}” is not known: names begin with ${ROOTS.join(', ')} and a dot.`;
    const near = nearest(root, ROOTS) ?? whereNameExists(root, known);
    return [{ message, ...(near === undefined ? {} : { nearest: near }) }];
  }
  const names = known[group];
  if (names === null || key === undefined || names.includes(key)) return [];
  const have = names.length === 0 ? 'there is none' : `there is ${names.slice(0, 12).join(', ')}`;
  const near = nearest(key, names);
  const message = `“${group}.${key}” is not known: ${have}.`;
  return [{ message, ...(near === undefined ? {} : { nearest: `${group}.${near}` }) }];
}

/** `{{user}}` was probably meant as `{{input.user}}`. */
function whereNameExists(name: string, known: KnownNames): string | undefined {
  const root = ROOTS.find((each) => known[each]?.includes(name));
  return root === undefined ? undefined : `${root}.${name}`;
}

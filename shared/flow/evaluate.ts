import { assertNever } from '../assert.ts';
import { type Expression, type FunctionName, TemplateError } from './expression.ts';

/** The values that expressions may reach: `input.x`, `row.x`, `var.x`, `secret.x`, `env.x`. */
export type Scope = Readonly<Record<string, unknown>>;

/**
 * Computes an expression. A member that is not there is `undefined` (so that `default(row.x, '')` works);
 * only own properties can be reached, and only the listed functions called.
 * @throws TemplateError
 */
export function evaluate(expression: Expression, scope: Scope): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'name':
      return own(scope, expression.name);
    case 'member':
      return member(evaluate(expression.object, scope), evaluate(expression.key, scope));
    case 'unary':
      return unary(expression.operator, evaluate(expression.operand, scope));
    case 'choice':
      return evaluate(truthy(evaluate(expression.test, scope)) ? expression.yes : expression.no, scope);
    case 'binary':
      return binary(expression, scope);
    case 'call':
      return call(
        expression.name,
        expression.args.map((arg) => evaluate(arg, scope)),
      );
    default:
      return assertNever(expression);
  }
}

function own(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}

function member(object: unknown, key: unknown): unknown {
  if (typeof key !== 'string' && typeof key !== 'number') {
    throw new TemplateError('what stands in [ ] must be a text or a number.');
  }
  if (typeof object === 'string') return key === 'length' ? object.length : own(Object(object), String(key));
  if (typeof object !== 'object' || object === null) return undefined;
  return own(object, String(key));
}

/** Empty text, 0, null and nothing count as no; so does the text "false", which is what a table holds. */
export function truthy(value: unknown): boolean {
  return value !== 'false' && Boolean(value);
}

function unary(operator: '!' | '-' | '+', value: unknown): unknown {
  if (operator === '!') return !truthy(value);
  return operator === '-' ? -toNumber(value) : toNumber(value);
}

function binary(expression: Extract<Expression, { kind: 'binary' }>, scope: Scope): unknown {
  const left = evaluate(expression.left, scope);
  if (expression.operator === '&&') return truthy(left) ? evaluate(expression.right, scope) : left;
  if (expression.operator === '||') return truthy(left) ? left : evaluate(expression.right, scope);
  const right = evaluate(expression.right, scope);
  switch (expression.operator) {
    case '+':
      return typeof left === 'number' && typeof right === 'number'
        ? left + right
        : toText(left) + toText(right);
    case '-':
      return toNumber(left) - toNumber(right);
    case '*':
      return toNumber(left) * toNumber(right);
    case '/':
      return toNumber(left) / nonZero(right);
    case '%':
      return toNumber(left) % nonZero(right);
    case '==':
    case '===':
      return equal(left, right);
    case '!=':
    case '!==':
      return !equal(left, right);
    case '<':
      return compare(left, right) < 0;
    case '>':
      return compare(left, right) > 0;
    case '<=':
      return compare(left, right) <= 0;
    case '>=':
      return compare(left, right) >= 0;
    default:
      return assertNever(expression.operator);
  }
}

function nonZero(value: unknown): number {
  const divisor = toNumber(value);
  if (divisor === 0) throw new TemplateError('nothing can be divided by 0.');
  return divisor;
}

/** 5 and "5" are equal: what comes from a table or the command line is text. */
function equal(left: unknown, right: unknown): boolean {
  return left === right || (isPlain(left) && isPlain(right) && String(left) === String(right));
}

function compare(left: unknown, right: unknown): number {
  const [a, b] = [numberOrNull(left), numberOrNull(right)];
  if (a !== null && b !== null) return a - b;
  const [x, y] = [toText(left), toText(right)];
  return x < y ? -1 : Number(x > y);
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function numberOrNull(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

function toNumber(value: unknown): number {
  const number = typeof value === 'boolean' ? Number(value) : numberOrNull(value);
  if (number === null) throw new TemplateError(`${shown(value)} is not a number.`);
  return number;
}

/** A value as the text that stands in its place: nothing is empty, lists are joined by commas. */
export function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (isPlain(value)) return String(value);
  if (Array.isArray(value)) return value.map(toText).join(', ');
  return JSON.stringify(value);
}

function shown(value: unknown): string {
  return value === undefined ? 'a missing value' : JSON.stringify(value);
}

const ARGUMENTS: Record<FunctionName, readonly [least: number, most: number]> = {
  trim: [1, 1],
  lower: [1, 1],
  upper: [1, 1],
  number: [1, 1],
  round: [1, 2],
  replace: [3, 3],
  join: [1, 2],
  split: [1, 2],
  includes: [2, 2],
  length: [1, 1],
  default: [2, 2],
};

function call(name: FunctionName, args: readonly unknown[]): unknown {
  const [least, most] = ARGUMENTS[name];
  if (args.length < least || args.length > most) {
    const count = least === most ? String(least) : `${least} or ${most}`;
    throw new TemplateError(`${name}(…) takes ${count} values, not ${args.length}.`);
  }
  const [first, second, third] = args;
  switch (name) {
    case 'trim':
      return toText(first).trim();
    case 'lower':
      return toText(first).toLowerCase();
    case 'upper':
      return toText(first).toUpperCase();
    case 'number':
      return toNumber(first);
    case 'round':
      return round(toNumber(first), second === undefined ? 0 : toNumber(second));
    case 'replace':
      return toText(first).replaceAll(toText(second), () => toText(third));
    case 'join':
      return (Array.isArray(first) ? first.map(toText) : [toText(first)]).join(
        second === undefined ? ', ' : toText(second),
      );
    case 'split':
      return split(toText(first), second === undefined ? ',' : toText(second));
    case 'includes':
      return Array.isArray(first)
        ? first.some((each) => equal(each, second))
        : toText(first).includes(toText(second));
    case 'length':
      return Array.isArray(first) ? first.length : toText(first).length;
    case 'default':
      return first === undefined || first === null || first === '' ? second : first;
    default:
      return assertNever(name);
  }
}

/** The parts of a text without the spaces around them; empty parts are left out. */
function split(text: string, separator: string): string[] {
  return text.split(separator).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
}

function round(value: number, digits: number): number {
  const factor = 10 ** Math.min(Math.max(Math.trunc(digits), 0), 12);
  return Math.round(value * factor) / factor;
}

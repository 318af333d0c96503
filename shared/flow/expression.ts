import jsep from 'jsep';
import { nearest } from './nearest.ts';

/** The operators of the expression language; everything else that the parser knows is refused. */
export const BINARY = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '==',
  '!=',
  '===',
  '!==',
  '<',
  '>',
  '<=',
  '>=',
  '&&',
  '||',
] as const;
export type BinaryOperator = (typeof BINARY)[number];
export const UNARY = ['!', '-', '+'] as const;
export type UnaryOperator = (typeof UNARY)[number];

/** The functions of the expression language. */
export const FUNCTIONS = [
  'trim',
  'lower',
  'upper',
  'number',
  'round',
  'replace',
  'join',
  'split',
  'includes',
  'length',
  'default',
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** What may stand between `{{` and `}}`, as data. Nothing in it can reach a prototype or run code. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly object: Expression; readonly key: Expression }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'choice';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Expression[] };

/** An expression that cannot be read or computed; the message is a sentence for the user. */
export class TemplateError extends Error {
  /** The nearest right word, where there is one. */
  readonly nearest: string | undefined;

  constructor(message: string, near?: string) {
    super(message);
    this.name = 'TemplateError';
    this.nearest = near;
  }
}

/** Longer expressions are refused: they are a mistake or an attack on the parser. */
const MAX_LENGTH = 2000;

/** Reads one expression. @throws TemplateError with a sentence that names the wrong part */
export function parseExpression(text: string): Expression {
  if (text.trim() === '') throw new TemplateError('there is nothing between {{ and }}.');
  if (text.length > MAX_LENGTH)
    throw new TemplateError(`an expression has at most ${MAX_LENGTH} characters.`);
  let parsed: unknown;
  try {
    parsed = jsep(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TemplateError(`{{${text}}} cannot be read: ${reason}.`);
  }
  return convert(parsed, text);
}

function convert(node: unknown, text: string): Expression {
  if (!isNode(node)) throw new TemplateError(`{{${text}}} is not complete.`);
  switch (node.type) {
    case 'Literal':
      return { kind: 'literal', value: literalValue(node.value, text) };
    case 'Identifier':
      return { kind: 'name', name: String(node.name) };
    case 'MemberExpression':
      return { kind: 'member', object: convert(node.object, text), key: memberKey(node, text) };
    case 'UnaryExpression':
      return {
        kind: 'unary',
        operator: oneOf(node.operator, UNARY, text),
        operand: convert(node.argument, text),
      };
    case 'BinaryExpression':
      return {
        kind: 'binary',
        operator: oneOf(node.operator, BINARY, text),
        left: convert(node.left, text),
        right: convert(node.right, text),
      };
    case 'ConditionalExpression':
      return {
        kind: 'choice',
        test: convert(node.test, text),
        yes: convert(node.consequent, text),
        no: convert(node.alternate, text),
      };
    case 'CallExpression':
      return convertCall(node, text);
    default:
      throw new TemplateError(`{{${text}}} holds something that expressions do not have (${node.type}).`);
  }
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function literalValue(value: unknown, text: string): string | number | boolean | null {
  if (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  ) {
    return value;
  }
  throw new TemplateError(`{{${text}}} holds a value that expressions do not have.`);
}

function memberKey(node: Node, text: string): Expression {
  if (node.computed === true) return convert(node.property, text);
  if (isNode(node.property) && node.property.type === 'Identifier') {
    return { kind: 'literal', value: String(node.property.name) };
  }
  throw new TemplateError(`{{${text}}} is not complete after the dot.`);
}

function convertCall(node: Node, text: string): Expression {
  const { callee } = node;
  if (!isNode(callee) || callee.type !== 'Identifier') {
    throw new TemplateError(
      `{{${text}}} calls something that is not a function: only ${FUNCTIONS.join(', ')} are.`,
    );
  }
  const name = String(callee.name);
  const known = FUNCTIONS.find((each) => each === name);
  if (known === undefined) {
    const message = `there is no function “${name}”; there are ${FUNCTIONS.join(', ')}.`;
    throw new TemplateError(message, nearest(name, FUNCTIONS));
  }
  const args = Array.isArray(node.arguments) ? node.arguments : [];
  return { kind: 'call', name: known, args: args.map((each) => convert(each, text)) };
}

function oneOf<T extends string>(operator: unknown, known: readonly T[], text: string): T {
  const found = known.find((each) => each === operator);
  if (found === undefined) {
    throw new TemplateError(`{{${text}}} uses ${String(operator)}, which expressions do not have.`);
  }
  return found;
}

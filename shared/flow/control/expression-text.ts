import * as z from 'zod';
import { singleExpression } from '../template.ts';

/** A text that is one expression and nothing else: `{{var.n > 3}}`. Its value keeps its kind: a number, a list … */
export const ExpressionText = z
  .string()
  .max(2100)
  .refine((text) => singleExpression(text) !== null, {
    error: 'one expression is expected and nothing else, such as {{var.n > 3}}.',
  });

const SHOWN = 80;

/** An expression as it stands in a title: without its braces, and not too long. */
export function expressionName(text: string): string {
  const source = (singleExpression(text) ?? text).trim();
  return source.length > SHOWN ? `${source.slice(0, SHOWN)}…` : source;
}

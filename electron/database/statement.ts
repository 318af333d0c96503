import type Database from 'better-sqlite3';
import type { ReadableDb } from './open.ts';

/** A compiled statement: `V` are its values, `R` is a row of its answer. */
export type Statement<V extends unknown[] | object = unknown[], R = unknown> = V extends unknown[]
  ? Database.Statement<V, R>
  : Database.Statement<[V], R>;

/** What can be bound to a statement. */
export type SqlValue = number | string | null;

/** Values by the names that the statement's text has for them; more than it asks for does no harm. */
export type NamedValues = Readonly<Record<string, SqlValue>>;

/** A statement with named values; rows have the shape R. */
export interface NamedStatement<R> {
  get(values: NamedValues): R | undefined;
  all(values: NamedValues): R[];
  run(values: NamedValues): void;
}

/**
 * Compiles a statement with `@named` values, to be bound by their places: looking the names up anew at each run costs as much as
 * a small statement itself. The text must not have an `@` inside a string.
 * @param pluck rows are the value of their first column
 */
export function prepareNamed<R>(db: ReadableDb, text: string, { pluck = false } = {}): NamedStatement<R> {
  const names: string[] = [];
  const placed = text.replace(/@(\w+)/g, (_, name: string) => {
    names.push(name);
    return '?';
  });
  const statement = db.prepare<unknown[], R>(placed);
  if (pluck) statement.pluck();
  const inOrder = (values: NamedValues): unknown[] => names.map((name) => values[name]);
  return {
    get: (values) => statement.get(...inOrder(values)),
    all: (values) => statement.all(...inOrder(values)),
    run: (values) => {
      statement.run(...inOrder(values));
    },
  };
}

import { type Highlighted, PICK_LIMITS, type PickedList, type Pointed } from '../../../shared/live/trial.ts';
import type { Masker } from '../masker.ts';

/** What is under the pointer, without secrets: a candidate that holds one is left out, because a flow must not. */
export function maskPointed(masker: Masker, { name, mark, candidates }: Pointed): Pointed {
  return {
    name: cut(masker.text(name)),
    mark,
    candidates: candidates
      .filter(({ candidate }) => isPlain(masker, candidate))
      .slice(0, PICK_LIMITS.candidates),
  };
}

/** A list without secrets: a field whose target holds one is left out. */
export function maskList(masker: Masker, list: PickedList): PickedList {
  const target = list.target.filter((candidate) => isPlain(masker, candidate));
  if (target.length === 0) throw new Error('The elements can only be named by a secret.');
  const fields = list.fields
    .filter((field) => isPlain(masker, field.target))
    .slice(0, PICK_LIMITS.fields)
    .map((field) => ({
      ...field,
      reads: field.reads
        .slice(0, PICK_LIMITS.rows)
        .map((text) => (text === null ? null : cut(masker.text(text)))),
    }));
  return { target, count: list.count, fields, marks: list.marks.slice(0, PICK_LIMITS.marks) };
}

/** Where elements are tells nothing; there are only so many frames. */
export function maskHighlighted({ count, marks }: Highlighted): Highlighted {
  return { count, marks: marks.slice(0, PICK_LIMITS.marks) };
}

function isPlain(masker: Masker, value: unknown): boolean {
  const text = JSON.stringify(value);
  return masker.text(text) === text;
}

function cut(text: string): string {
  return text.length > PICK_LIMITS.text ? `${text.slice(0, PICK_LIMITS.text - 1)}…` : text;
}

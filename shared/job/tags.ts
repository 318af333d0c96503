import * as z from 'zod';

/** A word that a person gives jobs to find them by: small letters, without blanks. */
export const Tag = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(40)
  .regex(/^[^\s",:\p{Cc}]+$/u, 'a word without blanks, commas, colons and quotes');
export type Tag = z.output<typeof Tag>;

/** Tags that one job may have. */
export const MOST_TAGS = 20;

export const Tags = z.array(Tag).max(MOST_TAGS);
export type Tags = z.output<typeof Tags>;

/** Each once, in the order of the alphabet. */
export function sortedTags(tags: Iterable<string>): string[] {
  return [...new Set(tags)].sort();
}

/** A job's own tags with those of its flow, as far as there is room; undefined when there are none. */
export function withFlowTags(
  own: readonly string[] | undefined,
  ofFlow: readonly string[],
): string[] | undefined {
  const more = ofFlow.flatMap((tag) => Tag.safeParse(tag).data ?? []);
  if (own === undefined && more.length === 0) return undefined;
  return sortedTags([...new Set([...(own ?? []), ...more])].slice(0, MOST_TAGS));
}

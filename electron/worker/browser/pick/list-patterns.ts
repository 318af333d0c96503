import { plainName } from './css-forms.ts';
import type { PairFacts, PathFacts } from './page-facts.ts';
import { isStableId, stableClasses } from './stable-names.ts';

/** One way to find all elements that are alike, and how the two that were pointed at lie in them. */
export interface ListPattern {
  readonly css: string;
  /** It holds for the whole page, not only for what is around the two. */
  readonly isWide: boolean;
}

/**
 * CSS that may find all elements like two, the outermost first: those of the whole page, then those in what holds both.
 * @param around the way to what holds both
 */
export function listPatterns({ levels }: PairFacts, around: PathFacts): ListPattern[] {
  const scope = scopeCss(around);
  return levels.flatMap(({ tag, classes, testId }, depth): ListPattern[] => {
    const names = stableClasses(classes).slice(0, 2);
    const named = [tag, ...names].join('.');
    const byTestId = /^[\w-]+$/.test(testId) ? [{ css: `[data-testid="${testId}"]`, isWide: true }] : [];
    const wide = names.length > 0 ? [{ css: named, isWide: true }] : [];
    const near = depth === 0 && scope !== null ? [{ css: `${scope} > ${named}`, isWide: false }] : [];
    return [...byTestId, ...wide, ...near];
  });
}

/** CSS of what holds the items: the shortest that has a name, else its way by places. */
function scopeCss({ parts }: PathFacts): string | null {
  const [own] = parts;
  if (own === undefined) return null;
  if (isStableId(own.id)) return `#${own.id}`;
  if (plainName(own) !== own.tag) return plainName(own);
  const steps: string[] = [];
  for (const part of parts) {
    const isNamed = plainName(part) !== part.tag;
    if (isStableId(part.id) || isNamed || part.tag === 'body') {
      steps.push(isStableId(part.id) ? `#${part.id}` : plainName(part));
      break;
    }
    steps.push(part.isOneOfMany ? `${part.tag}:nth-of-type(${part.nth})` : part.tag);
  }
  return steps.reverse().join(' > ');
}

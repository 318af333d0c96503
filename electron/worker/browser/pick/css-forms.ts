import type { Candidate } from '../../../../shared/flow/target.ts';
import type { PathFacts, PathPart } from './page-facts.ts';
import { isStableId, stableClasses } from './stable-names.ts';

/** So many classes of one element are named at most. */
const MAX_CLASSES = 2;

/** CSS and XPath that may find an element, by what is on the way to it; those that last longest first. */
export function cssForms({ parts, isInShadow, isCut }: PathFacts): Candidate[] {
  const [own, ...around] = parts;
  if (own === undefined) return [];
  const simple = simpleCss(own);
  const forms: Candidate[] = [];
  if (isStableId(own.id)) forms.push({ css: `#${own.id}` });
  if (simple !== own.tag) forms.push({ css: simple });
  const anchor = around.map(anchorCss).find((css) => css !== null);
  if (anchor !== undefined && anchor !== null) forms.push({ css: `${anchor} ${simple}` });
  forms.push({ css: numberedCss(parts) });
  if (!isInShadow && !isCut) forms.push({ xpath: xpathOf(parts) });
  return forms.filter((form) => !JSON.stringify(form).includes('{{'));
}

/** How a person calls the element: `article.card`. */
export function plainName(part: PathPart | undefined): string {
  return part === undefined ? '' : simpleCss(part);
}

function simpleCss({ tag, classes }: PathPart): string {
  return [tag, ...stableClasses(classes).slice(0, MAX_CLASSES)].join('.');
}

/** CSS of an element that others are found in: by id, test id or class; null = it has nothing of its own. */
function anchorCss(part: PathPart): string | null {
  if (isStableId(part.id)) return `#${part.id}`;
  if (/^[\w-]+$/.test(part.testId)) return `[data-testid="${part.testId}"]`;
  const css = simpleCss(part);
  return css === part.tag ? null : css;
}

/** The whole way, by places; from the nearest id on. */
function numberedCss(parts: readonly PathPart[]): string {
  const steps: string[] = [];
  for (const part of parts) {
    if (isStableId(part.id)) {
      steps.push(`#${part.id}`);
      break;
    }
    if (part.tag === 'body' || part.tag === 'html') {
      steps.push(part.tag);
      break;
    }
    steps.push(part.isOneOfMany ? `${part.tag}:nth-of-type(${part.nth})` : part.tag);
  }
  return steps.reverse().join(' > ');
}

function xpathOf(parts: readonly PathPart[]): string {
  const steps: string[] = [];
  for (const { tag, id, nth, isOneOfMany } of parts) {
    if (isStableId(id)) return `//*[@id="${id}"]${steps.map((step) => `/${step}`).join('')}`;
    // Elements of SVG and MathML have a name space, in which a plain name finds nothing.
    const name = /^[a-z][a-z\d]*$/.test(tag) ? tag : `*[local-name()="${tag.replaceAll('"', '')}"]`;
    steps.unshift(isOneOfMany ? `${name}[${nth}]` : name);
  }
  return `/${steps.join('/')}`;
}

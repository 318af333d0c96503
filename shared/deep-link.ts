import { FlowId, JobId } from './ids.ts';

/** The scheme of the app's own addresses. */
export const LINK_SCHEME = 'runwright';

/** What an address of the app names. */
export type DeepLink =
  | { readonly kind: 'job'; readonly id: JobId }
  | { readonly kind: 'flow'; readonly id: FlowId };

// Anybody may make such an address: nothing but these two forms is read, and nothing is done but to show what they name.
const FORM = /^runwright:\/\/(job|flow)\/([1-9]\d{0,14})\/?$/i;

/** Reads `runwright://job/123` or `runwright://flow/4`; null for everything else. */
export function parseDeepLink(text: string): DeepLink | null {
  const found = FORM.exec(text);
  if (found === null) return null;
  const number = Number(found[2]);
  if (found[1]?.toLowerCase() === 'job') {
    const id = JobId.safeParse(number);
    return id.success ? { kind: 'job', id: id.data } : null;
  }
  const id = FlowId.safeParse(number);
  return id.success ? { kind: 'flow', id: id.data } : null;
}

/** `runwright://job/123` */
export function deepLink({ kind, id }: DeepLink): string {
  return `${LINK_SCHEME}://${kind}/${id}`;
}

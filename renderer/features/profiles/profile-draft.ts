import type { WireError } from '../../../shared/errors.ts';
import { ProfileName, StartUrl } from '../../../shared/job/profile.ts';

/** What stands in the fields. */
export interface ProfileDraft {
  readonly name: string;
  readonly url: string;
}

export const EMPTY_DRAFT: ProfileDraft = { name: '', url: '' };

/** What is wrong in a field: one sentence. */
export type ProfileFaults = { readonly [K in keyof ProfileDraft]?: string };

export type ReadDraft =
  | { readonly ok: true; readonly value: { name: string; url: string } }
  | { readonly ok: false; readonly faults: ProfileFaults };

/** The wish that the fields stand for, or what is wrong in each. */
export function readDraft(draft: ProfileDraft): ReadDraft {
  const [name, url] = [ProfileName.safeParse(draft.name), StartUrl.safeParse(draft.url)];
  if (name.success && url.success) return { ok: true, value: { name: name.data, url: url.data } };
  return {
    ok: false,
    faults: {
      ...(name.success ? {} : { name: name.error.issues[0]?.message ?? 'The name is wrong.' }),
      ...(url.success ? {} : { url: url.error.issues[0]?.message ?? 'The address is wrong.' }),
    },
  };
}

/** A refusal of main at its field; what belongs to none stands at the name. */
export function wireFaults({ message, faults = [] }: WireError): ProfileFaults {
  const ofUrl = faults.find(({ path }) => path === 'url');
  return ofUrl === undefined ? { name: message } : { url: ofUrl.message };
}

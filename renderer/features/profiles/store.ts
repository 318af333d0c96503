import { createStore, type StoreApi } from 'zustand';
import { toWire, type WireError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import type { ProfileSummary } from '../../../shared/job/profile.ts';
import { type PageFault, pageFault } from '../../ui/page-fault.ts';
import {
  EMPTY_DRAFT,
  type ProfileDraft,
  type ProfileFaults,
  readDraft,
  wireFaults,
} from './profile-draft.ts';

/** The form that is open: for a new profile, or for another sign-in to one whose address is not known. */
export interface ProfileForm {
  /** Null = a new one. */
  readonly of: string | null;
  readonly draft: ProfileDraft;
  readonly faults: ProfileFaults;
}

export interface ProfilesState {
  /** By name; null until read. */
  readonly profiles: readonly ProfileSummary[] | null;
  readonly listError: WireError | null;
  readonly form: ProfileForm | null;
  /** The profile that is about to be removed. */
  readonly removing: ProfileSummary | null;
  readonly fault: PageFault | null;
}

export interface ProfilesStore {
  readonly store: StoreApi<ProfilesState>;
  /** Begins to follow main; the function given back ends that. */
  start(): () => void;
  /** Opens the form for a new profile. */
  openNew(): void;
  close(): void;
  edit(change: Partial<ProfileDraft>): void;
  /** Does what the form says; gives the job in which to sign in, or null: then the form tells why. */
  submit(): Promise<JobId | null>;
  /** Queues a sign-in; null = it could not be, or the form asks for the address first. */
  signIn(name: string): Promise<JobId | null>;
  askRemove(profile: ProfileSummary | null): void;
  remove(): Promise<void>;
  dismissFault(): void;
}

interface Deps {
  readonly client: Client<AppContract>;
  announce(sentence: string): void;
  /** Hears of a profile that needs a login since a moment ago. */
  onNeedsLogin(profile: ProfileSummary): void;
  /** The form has to be seen: it asks for the address at which to sign in. */
  onAsks(): void;
}

const START: ProfilesState = { profiles: null, listError: null, form: null, removing: null, fault: null };

/** The profiles, and what a person does with them. */
export function createProfilesStore({ client, announce, onNeedsLogin, onAsks }: Deps): ProfilesStore {
  const store = createStore<ProfilesState>(() => START);
  const { getState, setState } = store;

  const take = (profiles: readonly ProfileSummary[]): void => {
    const before = getState().profiles;
    setState({ profiles, listError: null });
    // What stood when the window opened is shown by the badge alone.
    if (before !== null) for (const profile of newlyNeeded(before, profiles)) onNeedsLogin(profile);
  };
  const openFor = ({ name }: ProfileSummary): void =>
    setState({ form: { of: name, draft: { ...EMPTY_DRAFT, name }, faults: {} } });

  return {
    store,
    start() {
      const end = client.subscribe('profiles.changed', {}, (batch) => {
        const last = batch.items.at(-1);
        if (last !== undefined) take(last.profiles);
      });
      client
        .call('profiles.list', {})
        .then(({ profiles }) => {
          if (getState().profiles === null) take(profiles);
        })
        .catch((error: unknown) => setState({ listError: toWire(error) }));
      return end;
    },
    openNew: () => setState({ form: { of: null, draft: EMPTY_DRAFT, faults: {} } }),
    close: () => setState({ form: null }),
    edit: (change) =>
      setState(({ form }) => ({
        form: form && { ...form, draft: { ...form.draft, ...change }, faults: {} },
      })),
    async submit() {
      const { form } = getState();
      if (form === null) return null;
      const read = readDraft(form.draft);
      if (!read.ok) {
        setState({ form: { ...form, faults: read.faults } });
        return null;
      }
      try {
        const call = form.of === null ? 'profiles.create' : 'profiles.signIn';
        const { jobId } = await client.call(call, read.value);
        setState({ form: null });
        return jobId;
      } catch (error) {
        setState({ form: { ...form, faults: wireFaults(toWire(error)) } });
        return null;
      }
    },
    async signIn(name) {
      const profile = getState().profiles?.find((each) => each.name === name);
      if (profile?.startUrl === null) {
        openFor(profile);
        onAsks();
        return null;
      }
      setState({ fault: null });
      try {
        return (await client.call('profiles.signIn', { name })).jobId;
      } catch (error) {
        setState({ fault: pageFault(`The sign-in to “${name}” could not be queued`, error) });
        return null;
      }
    },
    askRemove: (removing) => setState({ removing }),
    async remove() {
      const { removing } = getState();
      if (removing === null) return;
      const { name } = removing;
      setState({ removing: null, fault: null });
      try {
        await client.call('profiles.remove', { name });
        setState(({ profiles }) => ({
          profiles: profiles?.filter((profile) => profile.name !== name) ?? null,
        }));
        announce(`The profile ${name} was removed`);
      } catch (error) {
        setState({ fault: pageFault(`The profile “${name}” could not be removed`, error) });
      }
    },
    dismissFault: () => setState({ fault: null }),
  };
}

function newlyNeeded(
  before: readonly ProfileSummary[],
  now: readonly ProfileSummary[],
): readonly ProfileSummary[] {
  const known = new Set(before.filter(({ loginNeededAt }) => loginNeededAt !== null).map(({ name }) => name));
  return now.filter(({ name, loginNeededAt }) => loginNeededAt !== null && !known.has(name));
}

import * as z from 'zod';
import { createStore } from 'zustand';
import { FlowId, JobId } from '../shared/ids.ts';
import { DraftId } from '../shared/ipc/flow-calls.ts';
import { LogPlace } from './features/job/job-wish.ts';

/** Where the window is. The job's drawer is a place too, so that Back closes it. */
export const Place = z.union([
  z.strictObject({
    page: z.literal('jobs'),
    jobId: JobId.optional(),
    log: LogPlace.optional(),
    /** The job has the whole page instead of a drawer beside the list. */
    whole: z.boolean().optional(),
  }),
  /** `edit` = the flow is open in the editor; without a flow that is a new one. */
  z.strictObject({
    page: z.literal('flows'),
    flowId: FlowId.optional(),
    /** The draft of a new flow that is written on. */
    draftId: DraftId.optional(),
    edit: z.boolean().optional(),
  }),
  /** The rows of a job's dataset; without them what there is. */
  z.strictObject({
    page: z.literal('results'),
    dataset: z.string().max(200).optional(),
    flowId: FlowId.optional(),
    jobId: JobId.optional(),
    /** The run that it is compared with. */
    against: JobId.optional(),
    /** All runs together instead of one. */
    all: z.boolean().optional(),
  }),
  z.strictObject({
    page: z.enum(['profiles', 'sites', 'live', 'workers', 'browsers', 'settings', 'help']),
  }),
]);
export type Place = z.output<typeof Place>;

/** The places of the rail, in its order. */
export const Page = z.enum([
  'jobs',
  'flows',
  'results',
  'profiles',
  'sites',
  'live',
  'workers',
  'browsers',
  'settings',
  'help',
]);
export type Page = z.output<typeof Page>;

/** The part of `window` that the router needs. */
export interface RouterHost {
  readonly history: Pick<History, 'state' | 'pushState' | 'replaceState' | 'back'>;
  addEventListener(type: 'popstate', listener: (event: PopStateEvent) => void): void;
}

const START: Place = { page: 'jobs' };

/**
 * The window's places over the browser's history: Back and Forward work, the address stays.
 * A place from the history is parsed, because a newer or older version may have written it.
 */
export function createRouter(host: RouterHost) {
  const parse = (state: unknown): Place => Place.safeParse(state).data ?? START;
  const store = createStore<Place>(() => parse(host.history.state));
  host.history.replaceState(store.getState(), '');
  host.addEventListener('popstate', (event) => store.setState(parse(event.state), true));

  return {
    store,
    /** Goes to a place; the same place again changes nothing. */
    go(place: Place): void {
      if (samePlace(place, store.getState())) return;
      host.history.pushState(place, '');
      store.setState(place, true);
    },
    /** Another place instead of this one: Back skips what was left. */
    replace(place: Place): void {
      host.history.replaceState(place, '');
      store.setState(place, true);
    },
  };
}

export type Router = ReturnType<typeof createRouter>;

function samePlace(a: Place, b: Place): boolean {
  return JSON.stringify(Place.parse(a)) === JSON.stringify(Place.parse(b));
}

/** The job whose drawer is open, if any. */
export function openJob(place: Place): JobId | null {
  return place.page === 'jobs' ? (place.jobId ?? null) : null;
}

/** The line of the open job's log that is looked at, if any. */
export function openLog(place: Place): LogPlace | null {
  return place.page === 'jobs' ? (place.log ?? null) : null;
}

/** Has the open job the whole page instead of a drawer? */
export function isWhole(place: Place): boolean {
  return place.page === 'jobs' && place.jobId !== undefined && place.whole === true;
}

import { expect, test } from 'vitest';
import { PLACE_KEYS } from '../../../renderer/place-keys.ts';
import { createRouter, openJob, openLog, Page, Place, type RouterHost } from '../../../renderer/places.ts';
import { STATE_META } from '../../../renderer/ui/state-meta.ts';
import { JobId, LeaseEpoch } from '../../../shared/ids.ts';

/** A history of states, as a browser keeps it. */
function fakeHost(start: unknown = null) {
  const states: unknown[] = [start];
  let at = 0;
  let listener: (event: PopStateEvent) => void = () => undefined;
  const host: RouterHost = {
    history: {
      get state() {
        return states[at];
      },
      pushState(state: unknown) {
        states.splice(at + 1, states.length, state);
        at += 1;
      },
      replaceState(state: unknown) {
        states[at] = state;
      },
      back() {
        at -= 1;
        listener(Object.assign(new Event('popstate'), { state: states[at], hasUAVisualTransition: false }));
      },
    },
    addEventListener: (_type, heard) => {
      listener = heard;
    },
  };
  return { host, states };
}

const jobId = JobId.parse(7);

test('the window opens at the jobs', () => {
  const { host } = fakeHost();
  expect(createRouter(host).store.getState()).toEqual({ page: 'jobs' });
});

test('going somewhere can be undone with Back', () => {
  const { host } = fakeHost();
  const router = createRouter(host);
  router.go({ page: 'jobs', jobId });
  expect(openJob(router.store.getState())).toBe(7);
  router.go({ page: 'flows' });
  expect(openJob(router.store.getState())).toBeNull();
  host.history.back();
  expect(router.store.getState()).toEqual({ page: 'jobs', jobId });
  host.history.back();
  expect(router.store.getState()).toEqual({ page: 'jobs' });
});

test('another line of the same job’s log is another place', () => {
  const { host, states } = fakeHost();
  const router = createRouter(host);
  const at = (seq: number) => ({ epoch: LeaseEpoch.parse(1), seq, find: 'gone' });
  router.go({ page: 'jobs', jobId, log: at(5) });
  router.go({ page: 'jobs', jobId, log: at(5) });
  expect(states).toHaveLength(2);
  router.go({ page: 'jobs', jobId, log: at(6) });
  expect(openLog(router.store.getState())).toMatchObject({ seq: 6 });
  host.history.back();
  expect(openLog(router.store.getState())).toMatchObject({ seq: 5 });
  router.go({ page: 'jobs', jobId });
  expect(openLog(router.store.getState())).toBeNull();
});

test('going where one is adds nothing to the history', () => {
  const { host, states } = fakeHost();
  const router = createRouter(host);
  router.go({ page: 'jobs' });
  expect(states).toHaveLength(1);
});

test('a reload comes back to the same place, and a place that no longer exists is the jobs', () => {
  expect(createRouter(fakeHost({ page: 'flows' }).host).store.getState()).toEqual({ page: 'flows' });
  expect(createRouter(fakeHost({ page: 'wall', size: 3 }).host).store.getState()).toEqual({ page: 'jobs' });
});

test.each(Page.options)('%s is a place that a reload comes back to, and has a letter after g', (page) => {
  expect(createRouter(fakeHost({ page }).host).store.getState()).toEqual({ page });
  expect(PLACE_KEYS[page]).toMatch(/^[a-z]$/);
});

test('no letter after g has two meanings', () => {
  const letters = ['a', ...Object.values(STATE_META).map(({ key }) => key), ...Object.values(PLACE_KEYS)];
  expect(new Set(letters).size).toBe(letters.length);
});

test('only the page of jobs has a job', () => {
  expect(Place.safeParse({ page: 'workers', jobId: 7 }).success).toBe(false);
});

import { expect, test } from 'vitest';
import { startJob } from '../../../electron/worker/run-job.ts';
import type { SessionOptions } from '../../../electron/worker/session.ts';
import type { ClaimedJob, FromWorker } from '../../../shared/ipc/worker-protocol.ts';
import { MAX_PROFILE_BYTES, type ProfileState } from '../../../shared/job/profile-state.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { claimedJob } from '../../support/fake-main.ts';
import { FakePage } from '../../support/fake-page.ts';
import { FakeSession } from '../../support/fake-session.ts';
import { settle } from '../../support/settle.ts';

const FLOW = { runwright: 1, name: 'x', steps: [{ action: 'click', target: [{ css: '#go' }] }] };

/** A state that is told from others by the value of its one entry. */
function state(value: string): ProfileState {
  return {
    cookies: [],
    origins: [{ origin: 'https://shop.example', localStorage: [{ name: 'user', value }] }],
  };
}

/** One job over a fake session; every batch is acknowledged at once. */
function start(given: Partial<ClaimedJob>, session = new FakeSession(new FakePage())) {
  const sent: FromWorker[] = [];
  const opened: SessionOptions[] = [];
  const job = startJob(claimedJob({ flow: FLOW, artifactsDir: '/nowhere', ...given }), {
    send: (message) => {
      sent.push(message);
      if (message.kind === 'data') queueMicrotask(() => job.acked(message.batch));
    },
    openSession: async (options) => {
      opened.push(options);
      return session;
    },
    clock: new FakeClock(),
  });
  const lines = () =>
    sent.flatMap((message) => (message.kind === 'data' ? message.lines : [])).map(({ message }) => message);
  return { job, sent, opened, session, lines, kinds: () => sent.map(({ kind }) => kind) };
}

const SHOP = { name: 'shop', state: state('Ada') };

test('a job with a profile begins with its state, and tells the new one just before it says that it is done', async () => {
  const session = new FakeSession(new FakePage());
  session.state = state('Grace');
  const { job, opened, sent, lines } = start({ profile: SHOP }, session);
  await job.ended;
  expect(opened[0]?.profileState).toEqual(state('Ada'));
  expect(sent.slice(-2)).toMatchObject([
    { kind: 'profileState', state: state('Grace') },
    { kind: 'finished', result: { kind: 'completed' } },
  ]);
  expect(session.done).toEqual(['profileState', 'close']);
  expect(lines()).toContain('Uses the profile “shop”.');
});

test('a profile that is used for the first time begins empty, and says so', async () => {
  const { job, opened, lines } = start({ profile: { name: 'shop', state: null } });
  await job.ended;
  expect(opened[0]?.profileState).toBeNull();
  expect(lines()).toContain('Uses the profile “shop”, in which nothing is kept yet.');
});

test('a job without a profile begins with nothing, and its state is not even read', async () => {
  const { job, opened, session, kinds } = start({});
  await job.ended;
  expect(opened[0]?.profileState).toBeNull();
  expect(session.done).toEqual(['close']);
  expect(kinds()).not.toContain('profileState');
});

test('a job that fails leaves its profile as it was', async () => {
  const page = new FakePage();
  page.before = () => Promise.reject(new Error('net::ERR_CONNECTION_REFUSED'));
  const { job, sent, session, kinds } = start({ profile: SHOP }, new FakeSession(page));
  await job.ended;
  expect(sent.at(-1)).toMatchObject({ kind: 'finished', result: { kind: 'failed' } });
  expect(session.done).not.toContain('profileState');
  expect(kinds()).not.toContain('profileState');
});

test.each(['cancel', 'release', 'leaseLost'] as const)(
  'a job that is stopped in the middle (%s) leaves its profile as it was',
  async (kind) => {
    const page = new FakePage();
    page.before = () => new Promise(() => undefined);
    const { job, kinds } = start({ profile: SHOP }, new FakeSession(page));
    await settle();
    job.stop(kind);
    await job.ended;
    expect(kinds()).not.toContain('profileState');
  },
);

test('a state that cannot be read or is too large takes nothing from the job: its log says why', async () => {
  const unreadable = new FakeSession(new FakePage());
  unreadable.state = new Error('it was not read within 30 s.');
  const large = new FakeSession(new FakePage());
  large.state = state('x'.repeat(MAX_PROFILE_BYTES));
  for (const [session, reason] of [
    [unreadable, 'it was not read within 30 s.'],
    [large, 'the sites keep 10.0 MB in it, and no more than 10 MB can be kept.'],
  ] as const) {
    const { job, sent, kinds, lines } = start({ profile: SHOP }, session);
    await job.ended;
    expect(sent.at(-1)).toMatchObject({ kind: 'finished', result: { kind: 'completed' } });
    expect(kinds()).not.toContain('profileState');
    expect(lines().filter((line) => line.startsWith('The profile “shop” stays as it was: '))).toEqual([
      expect.stringContaining(reason),
    ]);
  }
});

test('a job with a profile makes no trace, whatever its flow says, and its log says why', async () => {
  const flow = { ...FLOW, artifacts: { trace: 'always' } };
  const { job, opened, session, lines } = start({ profile: SHOP, flow });
  await job.ended;
  expect(opened[0]?.trace).toBeNull();
  expect(session.done).not.toContain('trace');
  expect(lines()).toContain(
    'No trace is kept: the job uses the profile “shop”, and a trace would hold its cookies.',
  );
});

test('nothing of a state stands in what a job tells beside the state itself', async () => {
  const session = new FakeSession(new FakePage());
  session.state = state('s3cr3t');
  const { job, sent } = start({ profile: { name: 'shop', state: state('s3cr3t') } }, session);
  await job.ended;
  const told = sent.filter(({ kind }) => kind !== 'profileState');
  expect(JSON.stringify(told)).not.toContain('s3cr3t');
});

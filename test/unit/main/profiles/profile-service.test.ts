import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { getDetail } from '../../../../electron/database/queries.ts';
import { FlowStore } from '../../../../electron/main/flows/flow-store.ts';
import { ProfileService } from '../../../../electron/main/profiles/profile-service.ts';
import { ProfileStore } from '../../../../electron/main/profiles/profile-store.ts';
import { Vault } from '../../../../electron/main/secrets/vault.ts';
import type { ProfileState } from '../../../../shared/job/profile-state.ts';
import { claimOne, type QueueBench, queueBench } from '../../../support/queue-bench.ts';
import { tempFolder } from '../../../support/temp-db.ts';

let bench: QueueBench;
let remove: () => void;
let store: ProfileStore;
let flows: FlowStore;
beforeEach(() => {
  bench = queueBench();
  const temp = tempFolder();
  remove = temp.remove;
  mkdirSync(join(temp.folder, 'profiles'));
  const keyStore = {
    isEncryptionAvailable: () => false,
    encryptString: () => Buffer.alloc(0),
    decryptString: () => '',
  };
  store = new ProfileStore(
    join(temp.folder, 'profiles'),
    new Vault(join(temp.folder, 'vault.key'), keyStore),
  );
  flows = new FlowStore(bench.db, bench.clock);
});
afterEach(() => {
  bench.dispose();
  remove();
});

function service(hasWindow = true): ProfileService {
  const { db, queue, clock } = bench;
  return new ProfileService({ db, queue, flows, store, clock, hasWindow: () => hasWindow });
}

const COOKIE = { name: 'session', value: 's3cr3t', path: '/', expires: -1 };
const STATE: ProfileState = {
  cookies: ['.shop.example', 'shop.example', 'pay.example'].map((domain) => ({
    ...COOKIE,
    domain,
    httpOnly: true,
    secure: true,
    sameSite: 'Lax' as const,
  })),
  origins: [{ origin: 'https://app.example:8443', localStorage: [{ name: 'user', value: 's3cr3t' }] }],
};

it('a new profile queues the job in which a person signs in: it holds the profile, and is taken first', () => {
  bench.add();
  const id = service().create('shop', 'https://shop.example/login');
  expect(claimOne(bench)).toMatchObject({
    jobId: id,
    profile: 'shop',
    headed: true,
    inputs: { url: 'https://shop.example/login' },
  });
  expect(service().list()).toMatchObject([
    { name: 'shop', savedAt: null, heldBy: id, signInJob: id, startUrl: 'https://shop.example/login' },
  ]);
});

it('where no window can be shown, the person signs in in the live view', () => {
  service(false).create('shop', 'https://shop.example');
  expect(claimOne(bench).headed).toBe(false);
});

it('a name that is taken is refused at its field', () => {
  service().create('shop', 'https://shop.example');
  expect(() => service().create('shop', 'https://shop.example')).toThrow(/There is a profile “shop” already/);
});

it('of one profile there is one sign-in at a time; with another address the next one opens that', () => {
  const first = service().create('shop', 'https://shop.example');
  expect(service().signIn('shop')).toBe(first);
  bench.queue.cancel(first);
  const second = service().signIn('shop', 'https://shop.example/new');
  expect(second).not.toBe(first);
  expect(getDetail(bench.db, second).inputs).toEqual({ url: 'https://shop.example/new' });
  expect(() => service().signIn('bank')).toThrow('There is no profile “bank”.');
});

it('a profile that a flow named first has no address to sign in at: it is asked for', () => {
  bench.add({ profile: 'shop' });
  claimOne(bench);
  expect(service().list()).toMatchObject([{ name: 'shop', startUrl: null }]);
  expect(() => service().signIn('shop')).toThrow(/The address of the page is needed/);
});

it('states that were kept before there was a list are taken into it, once, and tell their hosts alone', () => {
  store.save('shop', STATE);
  service().adopt();
  service().adopt();
  const list = service().list();
  expect(list).toMatchObject([{ name: 'shop', sites: ['app.example', 'pay.example', 'shop.example'] }]);
  expect(list[0]?.bytes).toBeGreaterThan(100);
  const rows = bench.db.prepare('SELECT * FROM profile').all();
  expect(JSON.stringify([list, rows])).not.toContain('s3cr3t');
});

it('a removed profile is gone with its state; one that a job holds is not removed', () => {
  store.save('shop', STATE);
  service().adopt();
  const id = bench.add({ profile: 'shop' });
  const lease = claimOne(bench);
  expect(() => service().remove('shop')).toThrow(/A job holds the profile “shop” now/);
  expect(store.load('shop')).toEqual(STATE);
  bench.queue.cancel(id);
  bench.queue.confirmCancel(lease);
  service().remove('shop');
  expect(store.load('shop')).toBeNull();
  expect(service().list()).toEqual([]);
});

it('the flow of the app is listed nowhere, and no other one may take its name', () => {
  service().create('shop', 'https://shop.example');
  expect(flows.list().map(({ name }) => name)).toEqual(['Books']);
  expect(() => flows.save({ name: 'Sign in to a profile', steps: [{ action: 'reload' }] })).toThrow(
    /the name of a flow of the app itself/,
  );
});

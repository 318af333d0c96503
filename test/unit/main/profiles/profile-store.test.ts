import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProfileStore } from '../../../../electron/main/profiles/profile-store.ts';
import { Vault } from '../../../../electron/main/secrets/vault.ts';
import { MAX_PROFILE_BYTES, type ProfileState } from '../../../../shared/job/profile-state.ts';

const NO_KEY_STORE = {
  isEncryptionAvailable: () => false,
  encryptString: () => Buffer.alloc(0),
  decryptString: () => '',
};

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'runwright-profiles-'));
  folder = join(root, 'profiles');
  mkdirSync(folder);
});
afterEach(() => rmSync(root, { recursive: true }));

/** The store as it is after a start of the app. */
function store(): ProfileStore {
  return new ProfileStore(folder, new Vault(join(root, 'vault.key'), NO_KEY_STORE));
}

/** A state in which one cookie has this value, with all that Playwright keeps. */
function state(value: string): ProfileState {
  const cookie = { name: 'session', value, domain: 'shop.example', path: '/', expires: -1 };
  const record = { keyEncoded: { n: 1 }, value: { token: `${value}-db` } };
  const database = { name: 'auth', version: 1, stores: [{ name: 'tokens', records: [record] }] };
  return {
    cookies: [
      { ...cookie, httpOnly: true, secure: true, sameSite: 'Lax', partitionKey: 'https://a.example' },
    ],
    origins: [
      {
        origin: 'https://shop.example',
        localStorage: [{ name: 'user', value: `${value}-storage` }],
        indexedDB: [database],
      },
    ],
  };
}

function onlyFile(): string {
  const files = readdirSync(folder);
  expect(files).toHaveLength(1);
  return join(folder, String(files[0]));
}

describe('what is kept in a profile', () => {
  it('is nothing at first, then the whole state of the last time, also after a restart', () => {
    expect(store().load('shop')).toBeNull();
    store().save('shop', state('first'));
    store().save('shop', state('second'));
    expect(store().load('shop')).toEqual(state('second'));
    expect(store().load('other')).toBeNull();
  });

  it('stands nowhere in clear on the disk, and neither does its name', () => {
    store().save('my bank', state('s3cr3t-value'));
    const found = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => basename(file) !== 'vault.key');
    expect(found).toEqual([onlyFile()]);
    const bytes = readFileSync(onlyFile());
    for (const word of ['s3cr3t-value', 'session', 'shop.example', 'my bank']) {
      expect(bytes.includes(word)).toBe(false);
      expect(bytes.includes(Buffer.from(word).toString('base64').slice(0, 8))).toBe(false);
    }
  });

  it.skipIf(process.platform === 'win32')('may be read by its owner alone', () => {
    store().save('shop', state('x'));
    expect(statSync(onlyFile()).mode & 0o777).toBe(0o600);
  });

  it('stays as it was when the new state cannot be written', () => {
    store().save('shop', state('before'));
    // A folder in the place of the new file: writing it fails on every system.
    const blocked = `${onlyFile()}.new`;
    mkdirSync(join(blocked, 'in the way'), { recursive: true });
    expect(() => store().save('shop', state('after'))).toThrow();
    expect(store().load('shop')).toEqual(state('before'));
  });

  it('leaves nothing half-written behind when the file cannot be replaced', () => {
    store().save('shop', state('before'));
    const file = onlyFile();
    rmSync(file);
    mkdirSync(file);
    expect(() => store().save('shop', state('after'))).toThrow();
    expect(onlyFile()).toBe(file);
  });

  it('is replaced as a whole: what an interrupted write left is written over', () => {
    store().save('shop', state('before'));
    writeFileSync(`${onlyFile()}.new`, '{"$sea');
    expect(store().load('shop')).toEqual(state('before'));
    store().save('shop', state('after'));
    expect(store().load('shop')).toEqual(state('after'));
    onlyFile();
  });

  it('stays as it was when the new state is too large', () => {
    store().save('shop', state('before'));
    const sentence =
      'The profile “shop” stays as it was: the sites keep 10.0 MB in it, and no more than 10 MB can be kept.';
    expect(() => store().save('shop', state('x'.repeat(MAX_PROFILE_BYTES / 3)))).toThrow(sentence);
    expect(store().load('shop')).toEqual(state('before'));
  });
});

describe('the name of a profile', () => {
  const NAMES = [
    '../vault',
    '..',
    '.',
    '/etc/passwd',
    'C:\\x',
    'a/b',
    'a\\b',
    'a\u0000b',
    'con',
    'nul.txt',
    ' ',
    'x'.repeat(100),
    'Shop',
    'shop',
    'shop ',
    'shop.',
    'é',
    'e\u0301',
    '\ud800',
    '\udfff',
    '🔑',
    '__proto__',
  ];

  it('may be anything: every name has a file of its own, in the folder and nowhere else', () => {
    for (const name of NAMES) store().save(name, state(`of ${name}`));
    for (const name of NAMES) expect(store().load(name)).toEqual(state(`of ${name}`));
    expect(readdirSync(folder)).toHaveLength(NAMES.length);
    expect(readdirSync(root).sort()).toEqual(['profiles', 'vault.key']);
    expect(readdirSync(folder).every((file) => /^[0-9a-f]{64}\.profile$/.test(file))).toBe(true);
  });
});

describe('a file that is not right', () => {
  const damage: [what: string, change: (text: string) => string][] = [
    ['is empty', () => ''],
    ['was cut', (text) => text.slice(0, 30)],
    ['is no sealed text', () => '{"cookies":[],"origins":[]}'],
    ['has one byte changed', (text) => text.replace(/.(?=..."\}$)/, (each) => (each === 'A' ? 'B' : 'A'))],
    ['holds too little to be sealed', () => '{"$sealed":"AAAA"}'],
    ['holds no state', () => sealed('{"name":"shop","state":{"cookies":1}}')],
    ['holds no JSON', () => sealed('no JSON')],
    ['is that of another profile', () => sealed(JSON.stringify({ name: 'other', state: state('x') }))],
  ];

  function sealed(text: string): string {
    return JSON.stringify(new Vault(join(root, 'vault.key'), NO_KEY_STORE).seal(text));
  }

  it.each(damage)('because it %s is told in one sentence, and left as it is', (_what, change) => {
    store().save('shop', state('x'));
    const file = onlyFile();
    const text = change(readFileSync(file, 'utf8'));
    writeFileSync(file, text);
    expect(() => store().load('shop')).toThrow(/^The profile “shop” .*damaged/);
    expect(() => store().load('shop')).toThrow(file);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('because the key is another one says so', () => {
    store().save('shop', state('x'));
    rmSync(join(root, 'vault.key'));
    expect(() => store().load('shop')).toThrow('stored with another key');
  });

  it('because it cannot be read at all names the profile', () => {
    store().save('shop', state('x'));
    const file = onlyFile();
    rmSync(file);
    mkdirSync(file);
    expect(() => store().load('shop')).toThrow('The profile “shop” cannot be read');
  });
});

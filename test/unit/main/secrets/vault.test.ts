import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type KeyStore, Vault } from '../../../../electron/main/secrets/vault.ts';

const noStore: KeyStore = {
  isEncryptionAvailable: () => false,
  encryptString: () => {
    throw new Error('no key store');
  },
  decryptString: () => {
    throw new Error('no key store');
  },
};

/** A key store that turns the bytes round: enough to see that the key went through it. */
const turningStore: KeyStore = {
  isEncryptionAvailable: () => true,
  encryptString: (text) => Buffer.from(text).reverse(),
  decryptString: (sealed) => Buffer.from(sealed).reverse().toString(),
};

describe('the vault', () => {
  let folder: string;
  let keyFile: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vault-'));
    keyFile = join(folder, 'vault.key');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('opens what it sealed, also after a restart', () => {
    const sealed = new Vault(keyFile, noStore).seal('päss · 🔑');
    expect(new Vault(keyFile, noStore).open(sealed)).toBe('päss · 🔑');
  });

  it('takes a store that only scrambles for none, and says who keeps the key', () => {
    const scrambling = { ...turningStore, getSelectedStorageBackend: () => 'basic_text' };
    const vault = new Vault(keyFile, scrambling);
    expect(vault.keptBy).toBe('file');
    const sealed = vault.seal('bookworm');
    expect(JSON.parse(readFileSync(keyFile, 'utf8'))).toMatchObject({ kept: 'in-file' });
    // A real store that comes later changes nothing for the key that is there.
    expect(new Vault(keyFile, turningStore).open(sealed)).toBe('bookworm');
    expect(new Vault(keyFile, turningStore).keptBy).toBe('system');
    expect(new Vault(keyFile, { ...turningStore, getSelectedStorageBackend: () => 'kwallet6' }).keptBy).toBe(
      'system',
    );
  });

  it('shows nothing of the value in what it seals', () => {
    expect(JSON.stringify(new Vault(keyFile, noStore).seal('bookworm'))).not.toContain('bookworm');
  });

  it('seals the same value differently each time', () => {
    const vault = new Vault(keyFile, noStore);
    expect(vault.seal('x')).not.toEqual(vault.seal('x'));
  });

  it('keeps its key encrypted by the system where there is a key store', () => {
    const vault = new Vault(keyFile, turningStore);
    const sealed = vault.seal('x');
    expect(JSON.parse(readFileSync(keyFile, 'utf8'))).toMatchObject({ kept: 'by-system' });
    expect(new Vault(keyFile, turningStore).open(sealed)).toBe('x');
    expect(() => new Vault(keyFile, noStore).open(sealed)).toThrow('locked');
  });

  it.skipIf(process.platform === 'win32')('lets only its owner read the key file', () => {
    new Vault(keyFile, noStore).seal('x');
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });

  it('says so when a value was changed or sealed with another key', () => {
    const sealed = new Vault(keyFile, noStore).seal('x');
    rmSync(keyFile);
    expect(() => new Vault(keyFile, noStore).open(sealed)).toThrow(
      'A secret value cannot be read: it is damaged, or was stored with another key.',
    );
    expect(() => new Vault(keyFile, noStore).open(sealed, 'The note')).toThrow('The note cannot be read');
  });

  it('says which file is damaged', () => {
    writeFileSync(keyFile, '{"kept":');
    expect(() => new Vault(keyFile, noStore).seal('x')).toThrow('vault.key is damaged');
  });
});

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { isKeyStore } from './key-store.ts';

/** The system's key store, as far as the vault needs it (Electron's safeStorage). */
export interface KeyStore {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
  /** Linux alone; `basic_text` means that there is no key store, and what is “encrypted” is merely scrambled. */
  getSelectedStorageBackend?(): string;
}

const KeyFile = z.discriminatedUnion('kept', [
  z.strictObject({ kept: z.literal('by-system'), key: z.string() }),
  z.strictObject({ kept: z.literal('in-file'), key: z.string() }),
]);

/** A secret value as it stands in the database. */
export const Sealed = z.strictObject({ $sealed: z.string() });
export type Sealed = z.output<typeof Sealed>;

/**
 * Encrypts secret values for the database: AES-256-GCM under a key of this data folder. The key itself is
 * encrypted by the system's key store where there is one; else it lies in a file that only its owner may read.
 */
export class Vault {
  readonly #keyFile: string;
  readonly #store: KeyStore;
  #key: Buffer | undefined;

  constructor(keyFile: string, store: KeyStore) {
    this.#keyFile = keyFile;
    this.#store = store;
  }

  /** Who keeps the key: the system's key store, or, where there is none, a file that only its owner may read. */
  get keptBy(): 'system' | 'file' {
    const isAvailable = this.#store.isEncryptionAvailable();
    return isKeyStore(isAvailable, this.#store.getSelectedStorageBackend?.()) ? 'system' : 'file';
  }

  /** Seals a text. Throws AppError `unavailable` when the key cannot be had. */
  seal(text: string): Sealed {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#loadKey(), nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return { $sealed: Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64') };
  }

  /**
   * Opens what `seal` gave. Throws AppError `unavailable` when the key is another one or the text was changed.
   * @param what begins the sentence of that error
   */
  open(sealed: Sealed, what = 'A secret value'): string {
    const bytes = Buffer.from(sealed.$sealed, 'base64');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#loadKey(), bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw new AppError(
        'unavailable',
        `${what} cannot be read: it is damaged, or was stored with another key.`,
        [],
        {
          cause,
        },
      );
    }
  }

  #loadKey(): Buffer {
    this.#key ??= existsSync(this.#keyFile) ? this.#readKey() : this.#makeKey();
    return this.#key;
  }

  #readKey(): Buffer {
    const file = KeyFile.safeParse(readJson(this.#keyFile));
    if (!file.success) {
      throw new AppError(
        'unavailable',
        `The key file ${this.#keyFile} is damaged: restore it from a backup.`,
      );
    }
    const { kept, key } = file.data;
    if (kept === 'in-file') return Buffer.from(key, 'base64');
    if (!this.#store.isEncryptionAvailable()) {
      throw new AppError('unavailable', 'The key store of this system is locked: unlock it and start again.');
    }
    return Buffer.from(this.#store.decryptString(Buffer.from(key, 'base64')), 'base64');
  }

  #makeKey(): Buffer {
    const key = randomBytes(32);
    const text = key.toString('base64');
    const file =
      this.keptBy === 'system'
        ? { kept: 'by-system', key: this.#store.encryptString(text).toString('base64') }
        : { kept: 'in-file', key: text };
    const fresh = `${this.#keyFile}.new`;
    writeFileSync(fresh, JSON.stringify(file), { mode: 0o600 });
    chmodSync(fresh, 0o600);
    renameSync(fresh, this.#keyFile);
    return key;
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

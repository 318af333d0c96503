import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { MAX_PROFILE_BYTES, ProfileState, profileTooLarge } from '../../../shared/job/profile-state.ts';
import { Sealed, type Vault } from '../secrets/vault.ts';

/** What lies sealed in a file. The name is part of it, so that a file that was exchanged for another one is found out. */
const Kept = z.strictObject({ name: z.string(), state: ProfileState });

/**
 * The states of profiles: one file each, sealed by the vault, because a state signs its bearer in. A file is replaced as a whole or
 * not at all. The calls are synchronous: the state of an attempt is safe before its end makes room for the next job.
 */
export class ProfileStore {
  readonly #folder: string;
  readonly #vault: Pick<Vault, 'seal' | 'open'>;

  /** @param folder where the files lie, absolute; it is there already */
  constructor(folder: string, vault: Pick<Vault, 'seal' | 'open'>) {
    this.#folder = folder;
    this.#vault = vault;
  }

  /**
   * The state that was saved last; null when none ever was.
   * @throws AppError 'unavailable' with one sentence when the file cannot be read
   */
  load(name: string): ProfileState | null {
    const file = this.#fileOf(name);
    const text = readIfThere(name, file);
    if (text === null) return null;
    const sealed = Sealed.safeParse(parseJson(text));
    if (!sealed.success) throw damaged(name, file);
    const kept = Kept.safeParse(parseJson(this.#vault.open(sealed.data, `The profile “${name}” (${file})`)));
    if (!kept.success || kept.data.name !== name) throw damaged(name, file);
    return kept.data.state;
  }

  /**
   * Keeps a state in place of the one before.
   * @throws AppError 'invalid_input' when it is too large, and what the system or the vault says; the one before is then still there
   */
  save(name: string, state: ProfileState): void {
    const text = JSON.stringify({ name, state } satisfies z.input<typeof Kept>);
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_PROFILE_BYTES) throw new AppError('invalid_input', profileTooLarge(name, bytes));
    replace(this.#fileOf(name), JSON.stringify(this.#vault.seal(text)));
  }

  /** Removes a state; false = none was kept. */
  remove(name: string): boolean {
    const file = this.#fileOf(name);
    const wasThere = existsSync(file);
    rmSync(file, { force: true });
    return wasThere;
  }

  /** Every state that can be read, with when it was kept (epoch milliseconds), but for those of the known names. */
  *others(known: ReadonlySet<string>): Generator<{ name: string; state: ProfileState; savedAt: number }> {
    const knownFiles = new Set([...known].map((name) => this.#fileOf(name)));
    for (const entry of readdirSync(this.#folder)) {
      const file = join(this.#folder, entry);
      if (!entry.endsWith('.profile') || knownFiles.has(file)) continue;
      const kept = this.#readAny(file);
      if (kept !== null) yield { ...kept, savedAt: Math.round(statSync(file).mtimeMs) };
    }
  }

  /** Null = it is none, or cannot be read: then the job that wants it says so. */
  #readAny(file: string): z.output<typeof Kept> | null {
    try {
      const sealed = Sealed.safeParse(parseJson(readFileSync(file, 'utf8')));
      if (!sealed.success) return null;
      const kept = Kept.safeParse(parseJson(this.#vault.open(sealed.data)));
      return kept.success && this.#fileOf(kept.data.name) === file ? kept.data : null;
    } catch {
      return null;
    }
  }

  /** A name may hold anything, a file's name may not: so it is the name's hash, and no two names share one. */
  #fileOf(name: string): string {
    return join(this.#folder, `${createHash('sha256').update(name, 'utf16le').digest('hex')}.profile`);
  }
}

function replace(file: string, text: string): void {
  const fresh = `${file}.new`;
  try {
    // On the disk before it takes the place of the one before: else a power cut could leave an empty file.
    writeFileSync(fresh, text, { mode: 0o600, flush: true });
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

function readIfThere(name: string, file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new AppError('unavailable', `The profile “${name}” cannot be read: ${String(cause)}.`, [], {
      cause,
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function damaged(name: string, file: string): AppError {
  const mend = 'put a copy of it back, or remove it to begin with an empty profile.';
  return new AppError(
    'unavailable',
    `The profile “${name}” cannot be read: its file ${file} is damaged; ${mend}`,
  );
}

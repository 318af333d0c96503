import { readFile } from 'node:fs/promises';
import { writeJsonAtomically } from './hash.ts';

/**
 * Remembers what costly checks (starting a program and loading a native module in it) found, under the hashes of the files that
 * were checked: other files, another answer. Failures are never remembered.
 */
export class CheckMemo {
  readonly #path: string;
  readonly #known: Map<string, string>;

  private constructor(path: string, known: Map<string, string>) {
    this.#path = path;
    this.#known = known;
  }

  static async open(path: string): Promise<CheckMemo> {
    try {
      const value: unknown = JSON.parse(await readFile(path, 'utf8'));
      const entries = Object.entries(value ?? {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      );
      return new CheckMemo(path, new Map(entries));
    } catch {
      return new CheckMemo(path, new Map());
    }
  }

  /** The remembered answer, or the one that `check` finds now. */
  async once(key: string, check: () => Promise<string>): Promise<string> {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const answer = await check();
    this.#known.set(key, answer);
    await writeJsonAtomically(this.#path, Object.fromEntries(this.#known));
    return answer;
  }
}

/** The only source of chance. */
export interface Random {
  /** A number from 0 (included) to 1 (excluded). */
  next(): number;
  /** A fresh unguessable token of 32 hexadecimal digits. */
  token(): string;
}

/** The machine's own randomness: the one place of the code base that asks for it. */
export const systemRandom: Random = {
  next: () => Math.random(),
  token: () => globalThis.crypto.randomUUID().replaceAll('-', ''),
};

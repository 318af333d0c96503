/**
 * What a pending job waits for before a worker may take it, one thing at a time; stored as one word in `job.waits_for`.
 * `time`: until it is due · `jobs`: until the jobs it comes after have ended · `paused`, `limit`: its flow is paused, or as many
 * of its jobs run as may · `profile`: another job holds it · `login`: nobody is signed in there · `site`: the site's limit or delay.
 */
export type Wait =
  | { readonly kind: 'time' | 'jobs' }
  | { readonly kind: 'paused' | 'limit'; readonly flowId: number }
  | { readonly kind: 'profile' | 'login' | 'site'; readonly name: string };

/** The stored word of a wait. */
export function waitWord(wait: Wait): string {
  switch (wait.kind) {
    case 'time':
    case 'jobs':
      return wait.kind;
    case 'paused':
    case 'limit':
      return `${wait.kind}:${wait.flowId}`;
    case 'profile':
    case 'login':
    case 'site':
      return `${wait.kind}:${wait.name}`;
  }
}

/** The wait that a stored word says; null for a word of none. */
export function parseWait(word: string): Wait | null {
  if (word === 'time' || word === 'jobs') return { kind: word };
  const [, kind, rest] = /^(paused|limit|profile|login|site):(.+)$/s.exec(word) ?? [];
  if (rest === undefined) return null;
  if (kind === 'paused' || kind === 'limit') return { kind, flowId: Number(rest) };
  return kind === 'profile' || kind === 'login' || kind === 'site' ? { kind, name: rest } : null;
}

/** True when the job waits for more than its time: it is due, or will be, and something else holds it. */
export function isHeld(word: string | null): boolean {
  return word !== null && word !== 'time';
}

/** Why a held job waits, as one sentence; the empty string when nothing but its time or a worker is missing. */
export function waitSentence(word: string | null): string {
  const wait = word === null ? null : parseWait(word);
  switch (wait?.kind) {
    case 'jobs':
      return 'Waits for other jobs to end.';
    case 'paused':
      return 'Its flow is paused.';
    case 'limit':
      return 'As many jobs of its flow run as may at once.';
    case 'profile':
      return `Waits for the profile “${wait.name}”, which another job holds.`;
    case 'login':
      return `Needs login: nobody is signed in in the profile “${wait.name}”.`;
    case 'site':
      return `Waits for its turn on ${wait.name}.`;
    default:
      return '';
  }
}

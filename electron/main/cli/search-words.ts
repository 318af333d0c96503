import { only, type Typed } from './typed.ts';

/** What `jobs --search` looks for: part of a flow's name (or `#12`), or a text in the logs of jobs. */
export type JobSearch = { readonly kind: 'jobs' | 'log'; readonly text: string };

const LOG = /^log:\s*(?:"(.*)"|(.*))$/s;

/** `log:"text"` and `log:text` look into the logs; anything else is a job's own. Null when nothing was asked or it is wrong. */
export function readSearch(typed: Typed): JobSearch | null {
  const typedText = only(typed, 'search');
  if (typedText === null) return null;
  const [, quoted, bare] = LOG.exec(typedText) ?? [];
  const text = (quoted ?? bare)?.trim();
  if (text === undefined) return jobsSearch(typed, typedText);
  if (text.length >= 2 && text.length <= MOST) return { kind: 'log', text };
  const message = `wants 2 to ${MOST} characters to look for in logs, as in log:"not found".`;
  typed.faults.push({ path: '--search', message });
  return null;
}

const MOST = 200;

function jobsSearch(typed: Typed, text: string): JobSearch | null {
  if (text.length <= MOST) return { kind: 'jobs', text };
  typed.faults.push({ path: '--search', message: `wants at most ${MOST} characters.` });
  return null;
}

import { ActionFailure } from '../../../shared/actions/run.ts';

/** The address, when it is one of the web: files and scripts are never opened. @throws ActionFailure */
export function webAddress(address: string): string {
  const url = address.trim();
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed !== null && (parsed.protocol === 'http:' || parsed.protocol === 'https:')) return url;
  const shown = url === '' ? 'An empty text' : `“${url.slice(0, 200)}”`;
  const what =
    parsed === null ? 'is not a whole address' : `begins with ${parsed.protocol}, which may not be opened`;
  throw new ActionFailure(
    'InvalidURLError',
    `${shown} ${what}.`,
    'Write the whole address, beginning with https:// or http://.',
  );
}

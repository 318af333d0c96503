import { useEffect, useState } from 'react';
import { appClient } from '../../api/index.ts';

const WEAK =
  'Kept encrypted. This system has no key store, so the key lies in a file that only this user may read.';

let asked: Promise<string | null> | undefined;

/** What has to be said before a secret is stored; null = nothing, the system's key store keeps the key. */
export function useSecretsNote(wanted: boolean): string | null {
  const [note, setNote] = useState<string | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let isGone = false;
    asked ??= appClient()
      .call('app.info', {})
      .then(({ secretsKeptBy }) => (secretsKeptBy === 'file' ? WEAK : null));
    asked.then(
      (told) => {
        if (!isGone) setNote(told);
      },
      () => {
        // Asked again with the next field.
        asked = undefined;
      },
    );
    return () => {
      isGone = true;
    };
  }, [wanted]);
  return note;
}

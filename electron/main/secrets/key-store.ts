/** True when the system keeps the key itself: on Linux `basic_text` is no key store, although it encrypts. */
export function isKeyStore(isAvailable: boolean, backend: string | null | undefined): boolean {
  return isAvailable && backend !== 'basic_text';
}

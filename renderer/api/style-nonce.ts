declare global {
  /** Where libraries that write their own style elements look for the nonce (Mantine's scroll lock does). */
  var __webpack_nonce__: string | undefined;
}

/**
 * The nonce that this document's policy asks of style elements: for `MantineProvider`'s `getStyleNonce`.
 * Main writes it into the page's `csp-nonce` meta element, fresh for every document.
 */
export function styleNonce(): string {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
  globalThis.__webpack_nonce__ = nonce;
  return nonce;
}

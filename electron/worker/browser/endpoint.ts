import { ActionFailure } from '../../../shared/actions/run.ts';
import { addressOf, ENDPOINT_PROTOCOLS, type EndpointWay } from '../../../shared/flow/browser-rules.ts';
import type { BrowserSettings } from '../../../shared/flow/schema.ts';

/** A browser that runs elsewhere and how it is spoken to. */
export interface Endpoint {
  readonly way: EndpointWay;
  readonly url: string;
}

/** The browser elsewhere that a flow wants, its values put in; null = one of this computer. @throws ActionFailure for no usable address */
export function endpointOf({ endpoint }: BrowserSettings): Endpoint | null {
  if (endpoint === undefined) return null;
  const way = endpoint.cdp === undefined ? 'playwright' : 'cdp';
  const url = addressOf(endpoint[way] ?? '');
  if (url === null || !ENDPOINT_PROTOCOLS[way].includes(url.protocol)) {
    throw new ActionFailure(
      'InvalidURLError',
      `The flow’s “browser.endpoint.${way}” is no address of a browser.`,
      `Write the whole address, beginning with ${ENDPOINT_PROTOCOLS[way].map((each) => `${each}//`).join(' or ')}.`,
    );
  }
  return { way, url: url.href };
}

/** What nobody may read of the address: its password, and the values behind its question mark, where keys to services stand. */
export function endpointSecrets({ endpoint }: BrowserSettings): string[] {
  return [endpoint?.playwright, endpoint?.cdp].flatMap((text) => {
    const url = addressOf(text ?? '');
    return url === null ? [] : [decoded(url.password), ...url.searchParams.values()];
  });
}

/** The place without anything secret, for sentences. */
export function endpointPlace({ url }: Endpoint): string {
  return new URL(url).host;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

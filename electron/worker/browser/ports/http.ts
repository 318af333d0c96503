import type { HttpAnswer, HttpRequest } from '../../../../shared/actions/browser-port.ts';
import { MAX_RESULT_CHARS } from '../../../../shared/actions/result.ts';
import { ActionFailure } from '../../../../shared/actions/run.ts';
import { seconds } from '../../classify.ts';
import { webAddress } from '../web-address.ts';
import { isTimeout, type PortCore } from './core.ts';

const MAX_REDIRECTS = 20;

/** Asks a server with the cookies of this context; what the answer sets is kept there too. */
export async function request(core: PortCore, wanted: HttpRequest): Promise<HttpAnswer> {
  const url = webAddress(wanted.url);
  const answer = await core
    .guard(() =>
      core.context.request.fetch(url, {
        method: wanted.method,
        // Unpacked answers can be far larger than what comes: servers are asked not to pack theirs.
        headers: { 'accept-encoding': 'identity', ...wanted.headers },
        ...(wanted.body === undefined ? {} : { data: wanted.body }),
        ...(wanted.form === undefined ? {} : { form: { ...wanted.form } }),
        maxRedirects: MAX_REDIRECTS,
        ...core.options(),
      }),
    )
    .catch((error: unknown) => {
      throw requestFault(error, url, core.limits.timeoutMs);
    });
  try {
    const bytes = await core.guard(() => answer.body());
    const text = bytes.byteLength > MAX_RESULT_CHARS * 4 ? null : bytes.toString('utf8');
    return {
      url: answer.url(),
      status: answer.status(),
      headers: answer.headers(),
      text: text === null || text.length > MAX_RESULT_CHARS ? null : text,
    };
  } finally {
    answer.dispose().catch(() => undefined);
  }
}

/** The network codes of Node: this request does not go through the browser. */
const NODE_FAULTS: readonly (readonly [RegExp, string, string])[] = [
  [/ENOTFOUND|EAI_AGAIN/, 'There is no server of this name', 'Check the spelling of the address.'],
  [/ECONNREFUSED/, 'The server refuses connections', 'Check the address and its port.'],
  [/ECONNRESET|EPIPE|socket hang up|aborted/, 'The server broke off the connection', 'Try again later.'],
  [/ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/, 'The server cannot be reached', 'Check the internet connection.'],
  [
    /CERT_|certificate|SSL|TLS/,
    'The connection is not secure',
    'Check the address and the date of this machine.',
  ],
];

function requestFault(error: unknown, url: string, timeoutMs: number): unknown {
  if (!(error instanceof Error)) return error;
  if (isTimeout(error)) {
    const message = `${url} did not answer within ${seconds(timeoutMs)}.`;
    return new ActionFailure('TimeoutError', message, 'Try again later, or give the step more time.');
  }
  // Only the first line: the call log behind it tells headers.
  const [first = ''] = error.message.split('\n');
  for (const [pattern, what, mend] of NODE_FAULTS) {
    if (pattern.test(first)) return new ActionFailure('NetworkError', `${what}: ${url}.`, mend);
  }
  return error;
}

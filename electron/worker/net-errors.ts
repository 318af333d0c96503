import type { ErrorCategory } from '../../shared/job/error.ts';

export interface NetError {
  readonly category: ErrorCategory;
  readonly message: (host: string) => string;
  readonly mend: string;
}

function network(message: (host: string) => string, mend: string): NetError {
  return { category: 'NetworkError', message, mend };
}

const TRY_LATER =
  'Try again later; if it stays so, open the address in an ordinary browser and see whether it works there.';
const ONLINE = 'Check the internet connection, then try again.';
const PROXY = 'Check the proxy in the flow’s browser settings.';

/** Chromium's network errors in words, by code. */
export const NET_ERRORS: Readonly<Record<string, NetError>> = {
  ERR_NAME_NOT_RESOLVED: network(
    (host) => `There is no server of the name ${host}.`,
    'Check the spelling of the address and the internet connection.',
  ),
  ERR_NAME_RESOLUTION_FAILED: network((host) => `The name ${host} could not be looked up.`, ONLINE),
  ERR_INTERNET_DISCONNECTED: network(() => 'This machine is not connected to the internet.', ONLINE),
  ERR_NETWORK_CHANGED: network(() => 'The network changed while the page was loading.', 'Try again.'),
  ERR_NETWORK_IO_SUSPENDED: network(
    () => 'The machine went to sleep while the page was loading.',
    'Try again.',
  ),
  ERR_CONNECTION_REFUSED: network(
    (host) => `${host} refuses connections: nothing is listening there.`,
    'Check the address and its port, and whether the server runs.',
  ),
  ERR_CONNECTION_RESET: network((host) => `${host} broke off the connection.`, TRY_LATER),
  ERR_CONNECTION_CLOSED: network((host) => `${host} closed the connection without an answer.`, TRY_LATER),
  ERR_CONNECTION_ABORTED: network((host) => `The connection to ${host} was broken off.`, TRY_LATER),
  ERR_CONNECTION_FAILED: network((host) => `${host} could not be reached.`, TRY_LATER),
  ERR_CONNECTION_TIMED_OUT: network((host) => `${host} did not answer in time.`, TRY_LATER),
  ERR_TIMED_OUT: network((host) => `${host} did not answer in time.`, TRY_LATER),
  ERR_ADDRESS_UNREACHABLE: network((host) => `${host} cannot be reached from this network.`, ONLINE),
  ERR_EMPTY_RESPONSE: network((host) => `${host} sent nothing.`, TRY_LATER),
  ERR_CONTENT_LENGTH_MISMATCH: network((host) => `${host} sent only a part of the page.`, TRY_LATER),
  ERR_INCOMPLETE_CHUNKED_ENCODING: network((host) => `${host} sent only a part of the page.`, TRY_LATER),
  ERR_HTTP2_PROTOCOL_ERROR: network((host) => `${host} broke the rules of HTTP/2.`, TRY_LATER),
  ERR_QUIC_PROTOCOL_ERROR: network((host) => `${host} broke the rules of QUIC.`, TRY_LATER),
  ERR_INVALID_RESPONSE: network((host) => `${host} sent something that is not HTTP.`, TRY_LATER),
  ERR_INVALID_HTTP_RESPONSE: network((host) => `${host} sent something that is not HTTP.`, TRY_LATER),
  ERR_HTTP_RESPONSE_CODE_FAILURE: network((host) => `${host} answered with an error and no page.`, TRY_LATER),
  ERR_TOO_MANY_REDIRECTS: network(
    (host) => `${host} sends the browser round in circles.`,
    'Sign in first, or begin at another address of the site.',
  ),
  ERR_ABORTED: network(
    () => 'The page was not loaded: the address starts a download, or the page went elsewhere.',
    'For a file, click its link with a “download” step instead of opening it.',
  ),
  ERR_FAILED: network((host) => `${host} could not be loaded.`, TRY_LATER),
  ERR_PROXY_CONNECTION_FAILED: network(() => 'The proxy cannot be reached.', PROXY),
  ERR_TUNNEL_CONNECTION_FAILED: network((host) => `The proxy does not lead to ${host}.`, PROXY),
  ERR_SOCKS_CONNECTION_FAILED: network((host) => `The proxy does not lead to ${host}.`, PROXY),
  ERR_NO_SUPPORTED_PROXIES: network(() => 'The proxy is of a kind that the browser does not know.', PROXY),
  /** Stands for every ERR_CERT_… and ERR_SSL_…. */
  ERR_CERT: network(
    (host) => `The connection to ${host} is not secure: its certificate or encryption is not accepted.`,
    'Check the date of this machine and the address; if the site is your own, renew its certificate.',
  ),
  ERR_INVALID_URL: {
    category: 'InvalidURLError',
    message: () => 'The address is not a valid one.',
    mend: 'Write the whole address, beginning with https:// or http://.',
  },
  ERR_UNKNOWN_URL_SCHEME: {
    category: 'InvalidURLError',
    message: () => 'The browser does not know this kind of address.',
    mend: 'Use an address that begins with https:// or http://.',
  },
  ERR_DISALLOWED_URL_SCHEME: {
    category: 'InvalidURLError',
    message: () => 'This kind of address may not be opened.',
    mend: 'Use an address that begins with https:// or http://.',
  },
  ERR_UNSAFE_PORT: {
    category: 'InvalidURLError',
    message: () => 'Browsers do not open this port, for safety.',
    mend: 'Serve the page on another port.',
  },
  ERR_FILE_NOT_FOUND: {
    category: 'InvalidURLError',
    message: () => 'There is no such file.',
    mend: 'Use an address that begins with https:// or http://.',
  },
  ERR_INVALID_AUTH_CREDENTIALS: {
    category: 'AuthenticationError',
    message: (host) => `${host} does not accept the user name or password.`,
    mend: 'Check the user name and the password.',
  },
  ERR_PROXY_AUTH_REQUESTED: {
    category: 'AuthenticationError',
    message: () => 'The proxy asks for a user name and a password.',
    mend: 'Give them in the flow’s proxy settings.',
  },
  ERR_BAD_SSL_CLIENT_AUTH_CERT: {
    category: 'AuthenticationError',
    message: (host) => `${host} asks for a client certificate.`,
    mend: 'Sites that need a client certificate cannot be used yet.',
  },
  ERR_BLOCKED_BY_CLIENT: {
    category: 'UnknownError',
    message: () => 'The browser blocked the page.',
    mend: 'Look whether a policy of this machine forbids the address.',
  },
  ERR_BLOCKED_BY_ADMINISTRATOR: {
    category: 'UnknownError',
    message: () => 'A policy of this machine forbids the address.',
    mend: 'Ask whoever manages this machine.',
  },
  ERR_INSUFFICIENT_RESOURCES: {
    category: 'BrowserError',
    message: () => 'The browser has run out of memory or connections.',
    mend: 'Let fewer jobs run at once.',
  },
  ERR_OUT_OF_MEMORY: {
    category: 'BrowserError',
    message: () => 'The browser has run out of memory.',
    mend: 'Let fewer jobs run at once.',
  },
};

/** Any code that is not in the table. */
export const OTHER_NET_ERROR: NetError = network((host) => `${host} could not be loaded.`, TRY_LATER);

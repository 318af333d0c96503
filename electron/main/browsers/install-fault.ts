/** Why an installation did not come to its end, for a person. */
export interface InstallFault {
  readonly message: string;
  /** What to do: one sentence. */
  readonly mend: string;
}

interface Rule extends InstallFault {
  readonly pattern: RegExp;
}

/** The first that fits what the installer printed. None of the sentences quotes it: it prints paths and stacks. */
const RULES: readonly Rule[] = [
  {
    pattern: /ENOSPC|no space left/i,
    message: 'The disk is full.',
    mend: 'Make room and try again.',
  },
  {
    pattern: /\b(?:EACCES|EPERM|EROFS)\b/,
    message: 'The folder of Playwright’s browsers cannot be written to.',
    mend: 'Make it writable for this user, or name another one in PLAYWRIGHT_BROWSERS_PATH and start the app again.',
  },
  {
    pattern: /active lockfile|ELOCKED/i,
    message: 'Another program is installing browsers of Playwright.',
    mend: 'Wait until it is done and try again.',
  },
  {
    pattern: /does not support|Invalid installation targets/i,
    message: 'There is no such build for this system.',
    mend: 'Use another browser of the list.',
  },
  {
    pattern: /certificate|CERT_|SELF_SIGNED/i,
    message: 'The certificate of the download server is not trusted.',
    mend: 'Name the certificate of your network in NODE_EXTRA_CA_CERTS and start the app again.',
  },
  {
    pattern: /server returned code/i,
    message: 'The download server does not give this browser out.',
    mend: 'Try again later, or name another server in PLAYWRIGHT_DOWNLOAD_HOST and start the app again.',
  },
  {
    pattern: /size mismatch|server closed connection|ECONNRESET|socket hang up/i,
    message: 'The download broke off.',
    mend: 'Look at the connection and try again.',
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|timed? ?out|proxy/i,
    message: 'The download server cannot be reached.',
    mend: 'Look at the connection and try again; behind a proxy, set HTTPS_PROXY and start the app again.',
  },
  {
    pattern: /central directory|invalid .*(?:signature|zip)|unexpected end|not a zip/i,
    message: 'What was downloaded is no browser.',
    mend: 'Try again; if it stays so, something between here and the server changes what it sends.',
  },
];

const UNKNOWN: InstallFault = {
  message: 'The installer ended before it was done.',
  mend: 'Try again, or type in a terminal: npx playwright install',
};

/** One clear sentence out of what the installer printed, and what to do. */
export function installFault(printed: string): InstallFault {
  const { message, mend } = RULES.find(({ pattern }) => pattern.test(printed)) ?? UNKNOWN;
  return { message, mend };
}

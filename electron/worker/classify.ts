import { ActionFailure } from '../../shared/actions/run.ts';
import { TemplateError } from '../../shared/flow/expression.ts';
import type { ErrorCategory, JobError } from '../../shared/job/error.ts';
import { NET_ERRORS, type NetError, OTHER_NET_ERROR } from './net-errors.ts';

type Told = Pick<JobError, 'category' | 'message' | 'mend'>;

/** One kind of failure: what its message looks like and what it means. */
interface Rule {
  readonly pattern: RegExp;
  readonly category: ErrorCategory;
  /** A sentence; `(found, cleaned)` = the match and the message without noise. */
  readonly message: (found: RegExpExecArray, cleaned: string) => string;
  readonly mend: string;
}

const RULES: readonly Rule[] = [
  {
    pattern: /Executable doesn't exist|ENOENT.*(?:chrom|browser)|spawn .* ENOENT/i,
    category: 'BrowserError',
    message: () => 'The browser for jobs is not there.',
    mend: 'Run `doctor`: it says how to get one.',
  },
  {
    pattern: /Missing X server|\$DISPLAY|cannot open display|Ozone.*platform/i,
    category: 'BrowserError',
    message: () => 'A visible browser needs a display, and there is none.',
    mend: 'Run the job headless, or start the app on a desktop (or under Xvfb).',
  },
  {
    pattern: /No usable sandbox|SUID sandbox|running as root without --no-sandbox/i,
    category: 'BrowserError',
    message: () => 'The browser could not start with its sandbox on this system.',
    mend: 'Start the app as an ordinary user, and allow user namespaces if the system forbids them.',
  },
  {
    pattern: /missing dependencies|error while loading shared libraries: (\S+)/i,
    category: 'BrowserError',
    message: (found) =>
      `The browser misses a system library${found[1] === undefined ? '' : ` (${found[1]})`}.`,
    mend: 'Run `doctor`: it says which package to install.',
  },
  {
    pattern: /browserType\.launch|Failed to launch|Process from config|browser process exited/i,
    category: 'BrowserError',
    message: (_found, cleaned) => `The browser did not start: ${cleaned}.`,
    mend: 'Run `doctor`; if the browser is new or was updated, try the job again.',
  },
  {
    pattern: /(?:page|target|renderer|tab) (?:was )?crashed/i,
    category: 'BrowserError',
    message: () => 'The page crashed.',
    mend: 'Try again; if it crashes every time, the page needs more memory than there is.',
  },
  {
    pattern:
      /has been closed|Target closed|browser (?:was )?(?:closed|disconnected)|Connection closed|pipe closed/i,
    category: 'BrowserError',
    message: () => 'The page or its browser was closed while the step ran.',
    mend: 'Try again; if it happens every time, the page closes itself: look at the step before.',
  },
  {
    pattern: /invalid url|Cannot navigate to invalid|ERR_INVALID_URL/i,
    category: 'InvalidURLError',
    message: () => 'The address is not a valid one.',
    mend: 'Write the whole address, beginning with https:// or http://.',
  },
  {
    pattern: /Download is starting/i,
    category: 'UnknownError',
    message: () => 'The address starts a download instead of opening a page.',
    mend: 'Click the file’s link with a “download” step instead of opening its address.',
  },
  {
    pattern: /(?:^|\s)download\.\w+: /i,
    category: 'NetworkError',
    message: (_found, cleaned) => `The download broke off before it was whole: ${cleaned}.`,
    mend: 'Try again; if it breaks off every time, look whether the site lets this file be loaded so.',
  },
  {
    pattern: /is interrupted by another navigation/i,
    category: 'NetworkError',
    message: () => 'The page went on to another address before it was loaded.',
    mend: 'Open the other address in the step, or wait for it with a “wait for” step.',
  },
  {
    pattern: /Unknown key: "([^"]*)"/,
    category: 'UnknownError',
    message: (found) => `There is no key “${found[1]}”.`,
    mend: 'Use names such as Enter, Tab, Escape, ArrowDown, Control+A or a single letter.',
  },
  {
    pattern:
      /while parsing (?:css )?selector|is not a valid (?:selector|XPath)|Malformed selector|Failed to execute '(?:querySelector|evaluate)/i,
    category: 'UnknownError',
    message: (_found, cleaned) => `The css or xpath of the target cannot be read: ${cleaned}.`,
    mend: 'Correct the selector, or use a role, label or text instead.',
  },
  {
    pattern:
      /not an <input>|not an? <select>|does not have (?:a )?role|Not a checkbox|is not a checkbox|Cannot type text into/i,
    category: 'UnknownError',
    message: (_found, cleaned) => `The element does not take this action: ${cleaned}.`,
    mend: 'Point the target at the field itself, or use another action for this kind of element.',
  },
  {
    pattern: /Timeout ([\d.]+)ms exceeded|exceeded timeout/i,
    category: 'TimeoutError',
    message: (found) => `The step did not come to its end within ${seconds(Number(found[1] ?? 0))}.`,
    mend: 'Give the step more time, or wait for something that shows earlier.',
  },
  {
    pattern: /ENOSPC|no space left/i,
    category: 'UnknownError',
    message: () => 'The disk is full.',
    mend: 'Free some space, or delete old jobs with their files.',
  },
  {
    pattern: /EACCES|EPERM|EROFS/,
    category: 'UnknownError',
    message: () => 'A file of the job could not be written.',
    mend: 'Look whether the data folder can be written to (`doctor` shows where it is).',
  },
];

const UNEXPLAINED =
  'Look at the screenshot, the log and the trace of this attempt; then try the step again with more time or another target.';

/** Longer messages are cut: the log has the rest. */
const MAX_MESSAGE = 500;

/**
 * What a thrown value means to a person: its category (which decides about retries), one sentence and one mend.
 * Nothing of a call log, a stack or terminal colours is left in it. Secrets are not masked here.
 */
export function classify(error: unknown): Told {
  if (error instanceof ActionFailure)
    return { category: error.category, message: error.message, mend: error.mend };
  if (error instanceof TemplateError) return ofTemplate(error);
  const raw = withoutColours(messageOf(error));
  const net = /net::(ERR_[A-Z0-9_]+)(?: at (\S+))?/.exec(raw);
  if (net !== null) return ofNet(net[1] ?? '', net[2]);
  const cleaned = cleanMessage(raw);
  for (const { pattern, category, message, mend } of RULES) {
    const found = pattern.exec(raw);
    if (found !== null) return { category, message: cut(message(found, cleaned)), mend };
  }
  const category = error instanceof Error && error.name === 'TimeoutError' ? 'TimeoutError' : 'UnknownError';
  return { category, message: cut(`${cleaned}.`), mend: UNEXPLAINED };
}

function ofTemplate(error: TemplateError): Told {
  const near = error.nearest === undefined ? '' : ` Did you mean “${error.nearest}”?`;
  return {
    category: 'UnknownError',
    message: cut(error.message),
    mend: `Correct the {{ … }} of this step, or give it a value with default(…, '').${near}`,
  };
}

function ofNet(code: string, address: string | undefined): Told {
  const rule: NetError =
    NET_ERRORS[code] ??
    (/^ERR_(?:CERT|SSL)_/.test(code) ? NET_ERRORS.ERR_CERT : undefined) ??
    OTHER_NET_ERROR;
  const host = hostOf(address);
  return { category: rule.category, message: cut(`${rule.message(host)} (${code})`), mend: rule.mend };
}

function hostOf(address: string | undefined): string {
  if (address === undefined || !URL.canParse(address)) return 'the server';
  return new URL(address).host || 'the server';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function withoutColours(text: string): string {
  return text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g'), '');
}

/** The first line of a message, without the API's name before it, the call log behind it and the full stop. */
export function cleanMessage(raw: string): string {
  const [first = ''] = withoutColours(raw).split(/\n|Call log:/);
  return first
    .replace(/^(?:Error|TypeError|TimeoutError): /, '')
    .replace(/^[a-zA-Z]+\.[a-zA-Z]+: /, '')
    .replace(/^(?:Error|TypeError|TimeoutError): /, '')
    .replace(/^Protocol error \([^)]*\): /, '')
    .trim()
    .replace(/\.$/, '');
}

function cut(message: string): string {
  return message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}…` : message;
}

/** `30 s`, `0.5 s`. */
export function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}

import { ActionFailure } from '../../shared/actions/run.ts';
import { type Clock, sleep } from '../../shared/clock.ts';
import type { Flow, SignedIn } from '../../shared/flow/schema.ts';
import type { Step } from '../../shared/flow/step.ts';
import { targetText } from '../../shared/flow/target.ts';
import type { StepLog } from './log-sink.ts';
import type { JobScope } from './scope.ts';
import type { BrowserSession } from './session.ts';
import { abortable } from './stopped.ts';

const POLL_MS = 100;
/** Addresses and targets may be of any length: the reason goes into lists. */
const MOST_SHOWN = 120;

export interface Look {
  readonly session: BrowserSession;
  readonly scope: JobScope;
  readonly flow: Flow;
  /** Name of the job's profile; undefined = it has none. */
  readonly profile: string | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: StepLog;
}

/**
 * Looks, before the first step, whether the job's profile is signed in still. Gives null when it is, or when the flow does not ask,
 * else one sentence that says what was missing.
 * @throws what a browser throws when the page cannot be had: then nothing is known
 */
export async function whyNotSignedIn(look: Look): Promise<string | null> {
  const { flow, scope, profile, log } = look;
  const wanted = flow.browser.signedIn;
  if (wanted === undefined || profile === undefined) return null;
  const { signedIn, first } = scope.render({ signedIn: wanted, first: flow.steps[0] });
  const url = signedIn.url ?? addressOf(first);
  const seen = await isSignedIn(look, signedIn, url);
  if (seen === 'yes') {
    log('INFO', `The profile “${profile}” is signed in.`);
    return null;
  }
  const at = scope.renderShown(wanted);
  const missing =
    seen === 'refused' ? 'the site refuses it' : `${targetText(at.target).slice(0, MOST_SHOWN)} is not there`;
  const reason = `Not signed in: at ${hostOf(url)} ${missing}, so the profile “${profile}” needs a login.`;
  log('WARN', reason);
  return reason;
}

async function isSignedIn(
  { session, flow, clock, signal, log }: Look,
  { target, timeout }: SignedIn,
  url: string,
): Promise<'yes' | 'no' | 'refused'> {
  let status = 0;
  const onStatus = (answer: number): void => {
    status = answer;
  };
  const page = session.pagePort({ signal, timeoutMs: flow.timeouts.navigation, log, onStatus });
  try {
    await abortable(signal, page.goto(url, 'load'));
  } catch (error) {
    // These two are an answer to the question.
    if (status === 401 || status === 403) return 'refused';
    throw error;
  }
  const until = clock.monotonic() + timeout;
  for (;;) {
    if (await abortable(signal, page.isVisible(target))) return 'yes';
    if (clock.monotonic() >= until && status >= 500) throw siteIsDown(url, status);
    if (clock.monotonic() >= until) return 'no';
    await sleep(clock, POLL_MS, signal);
  }
}

function addressOf(step: Step | undefined): string {
  return step?.action === 'goto' ? step.url : '';
}

/** A site that is out of order says nothing about the login: the job is tried again, and nobody has to sign in. */
function siteIsDown(url: string, status: number): ActionFailure {
  return new ActionFailure(
    'NetworkError',
    `${hostOf(url)} answered with ${status}, so it cannot be seen whether the profile is signed in.`,
    'Wait until the site works again, then retry the job.',
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.slice(0, MOST_SHOWN) : 'the page';
}

import { faultLine } from '../../shared/errors.ts';
import { parseFlow } from '../../shared/flow/parse.ts';
import type { Flow } from '../../shared/flow/schema.ts';
import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import type { StepLog } from './log-sink.ts';
import type { JobScope } from './scope.ts';
import type { BrowserSession } from './session.ts';
import { abortable } from './stopped.ts';

type From = NonNullable<ClaimedJob['from']>;

interface Where {
  readonly session: BrowserSession;
  readonly scope: JobScope;
  readonly flow: Flow;
  readonly signal: AbortSignal;
  readonly log: StepLog;
}

/** Puts a fresh browser where the attempt before stood: its variables and the address of its page. What was typed is gone. */
export async function openAtCheckpoint(
  { step, state, browser }: From,
  { session, scope, flow, signal, log }: Where,
): Promise<void> {
  scope.restore(state);
  if (step === 0) return;
  const sites = browser === null ? '' : ', with the cookies and storage that the sites had then';
  log('INFO', `Goes on behind step ${step}: its values are back${sites}.`);
  if (!/^https?:/i.test(state.url)) return;
  log('INFO', `Opens the page on which it stood.`, { url: state.url });
  const timeoutMs = flow.timeouts.navigation;
  const page = session.pagePort({ signal, timeoutMs, log });
  await abortable(signal, page.goto(state.url, 'load'));
}

/** The flows that came with a job, or every fault of those that cannot be read. */
export function parseCalled(
  called: ClaimedJob['called'] = {},
): { readonly flows: ReadonlyMap<string, Flow> } | { readonly faults: string[] } {
  const flows = new Map<string, Flow>();
  const faults: string[] = [];
  for (const [name, content] of Object.entries(called)) {
    const parsed = parseFlow(content);
    if (parsed.ok) flows.set(name, parsed.flow);
    else faults.push(...parsed.faults.map((fault) => `in the flow “${name}”: ${faultLine(fault)}`));
  }
  return faults.length > 0 ? { faults } : { flows };
}

/** True when a called flow has inputs that are secrets. */
export function callsSecrets(called: ReadonlyMap<string, Flow>): boolean {
  return [...called.values()].some(({ inputs }) =>
    Object.values(inputs).some(({ secret }) => secret === true),
  );
}

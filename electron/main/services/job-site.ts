import type { Scope } from '../../../shared/flow/evaluate.ts';
import { TemplateError } from '../../../shared/flow/expression.ts';
import { enabledSteps } from '../../../shared/flow/nested.ts';
import type { Flow } from '../../../shared/flow/schema.ts';
import type { Step } from '../../../shared/flow/step.ts';
import { renderTemplate } from '../../../shared/flow/template.ts';

/** No host name is longer; what is longer is found to be wrong when the job runs. */
const MOST = 253;

/** So deep may flows call each other. */
const MAX_DEPTH = 10;

/** The saved flow of a name; null = there is none that could be called. */
export type FindFlow = (name: string) => Flow | null;

/**
 * The host of the first page that a job opens, or undefined when that is known only while it runs.
 * @param find the flows that it calls: the first page may be theirs
 */
export function jobSite(
  flow: Pick<Flow, 'steps'>,
  scope: Scope,
  find: FindFlow = () => null,
): string | undefined {
  try {
    const first = firstPage(flow, scope, find, 0);
    if (first === undefined) return undefined;
    const host = new URL(renderTemplate(first.url, first.scope)).hostname.toLowerCase();
    return host === '' || host.length > MOST ? undefined : host;
  } catch (error) {
    // A value that is not there yet, or no address at all: the job itself will say so.
    if (error instanceof TemplateError || error instanceof TypeError) return undefined;
    throw error;
  }
}

interface FirstPage {
  readonly url: string;
  /** What its address may speak of. */
  readonly scope: Scope;
}

/** The first one in the order of the flow, which may stand inside of another step or in a flow that is called. */
function firstPage(
  { steps }: Pick<Flow, 'steps'>,
  scope: Scope,
  find: FindFlow,
  depth: number,
): FirstPage | undefined {
  for (const step of enabledSteps<Step>(steps)) {
    if (step.action === 'goto') return { url: step.url, scope };
    if (step.action !== 'callFlow' || depth === MAX_DEPTH) continue;
    const called = find(step.flow);
    const first =
      called === null ? undefined : firstPage(called, callScope(called, step, scope), find, depth + 1);
    if (first !== undefined) return first;
  }
  return undefined;
}

/** What a called flow sees as far as it is known: its defaults and what it is given, no secret. */
function callScope(called: Flow, { inputs = {} }: Step<'callFlow'>, scope: Scope): Scope {
  const known = Object.entries(called.inputs).flatMap(([name, { secret, default: value }]) => {
    const given = inputs[name];
    const text = typeof given === 'string' ? rendered(given, scope) : (given ?? value);
    return secret === true || text === undefined ? [] : [[name, text] as const];
  });
  return { input: Object.fromEntries(known) };
}

function rendered(text: string, scope: Scope): string | undefined {
  try {
    return renderTemplate(text, scope);
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}

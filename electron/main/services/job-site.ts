import type { Scope } from '../../../shared/flow/evaluate.ts';
import { TemplateError } from '../../../shared/flow/expression.ts';
import { allSteps } from '../../../shared/flow/nested.ts';
import type { Flow } from '../../../shared/flow/schema.ts';
import type { Step } from '../../../shared/flow/step.ts';
import { renderTemplate } from '../../../shared/flow/template.ts';

/** No host name is longer; what is longer is found to be wrong when the job runs. */
const MOST = 253;

/** The host of the first page that a job opens, or undefined when that is known only while it runs. */
export function jobSite(flow: Pick<Flow, 'steps'>, scope: Scope): string | undefined {
  const first = firstGoto(flow);
  if (first === undefined) return undefined;
  try {
    const host = new URL(renderTemplate(first.url, scope)).hostname.toLowerCase();
    return host === '' || host.length > MOST ? undefined : host;
  } catch (error) {
    // A value that is not there yet, or no address at all: the job itself will say so.
    if (error instanceof TemplateError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The first one in the order of the flow, which may stand inside of another step. */
function firstGoto({ steps }: Pick<Flow, 'steps'>): Step<'goto'> | undefined {
  for (const step of allSteps<Step>(steps)) {
    if (step.action === 'goto') return step;
  }
  return undefined;
}

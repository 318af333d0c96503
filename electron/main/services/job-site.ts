import type { Scope } from '../../../shared/flow/evaluate.ts';
import { TemplateError } from '../../../shared/flow/expression.ts';
import type { Flow } from '../../../shared/flow/schema.ts';
import { renderTemplate } from '../../../shared/flow/template.ts';

/** No host name is longer; what is longer is found to be wrong when the job runs. */
const MOST = 253;

/** The host of the first page that a job opens, or undefined when that is known only while it runs. */
export function jobSite(flow: Pick<Flow, 'steps'>, scope: Scope): string | undefined {
  const first = flow.steps.find(({ action }) => action === 'goto');
  if (first?.action !== 'goto') return undefined;
  try {
    const host = new URL(renderTemplate(first.url, scope)).hostname.toLowerCase();
    return host === '' || host.length > MOST ? undefined : host;
  } catch (error) {
    // A value that is not there yet, or no address at all: the job itself will say so.
    if (error instanceof TemplateError || error instanceof TypeError) return undefined;
    throw error;
  }
}

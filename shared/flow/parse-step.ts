import type { Fault } from '../errors.ts';
import { issueFaults } from './issue-faults.ts';
import { Flow } from './schema.ts';
import { type ActionStep, isActionStep } from './step.ts';
import { ACTION_ALIASES } from './step-words.ts';

export type ParsedStep =
  | { readonly ok: true; readonly step: ActionStep }
  | { readonly ok: false; readonly faults: Fault[] };

const PLACE = 'steps[0]';

/** Reads one step of an action, by itself; the paths of its faults begin at the step. */
export function parseStep(value: unknown): ParsedStep {
  const root = { runwright: 1, name: 'One step', steps: [value] };
  const parsed = Flow.safeParse(root);
  if (!parsed.success) {
    const faults = issueFaults(parsed.error.issues, {
      schema: Flow,
      root,
      aliases: { action: ACTION_ALIASES },
    });
    return { ok: false, faults: faults.map((fault) => ({ ...fault, path: within(fault.path) })) };
  }
  const [step] = parsed.data.steps;
  if (step !== undefined && isActionStep(step)) return { ok: true, step };
  return { ok: false, faults: [{ path: 'action', message: 'it must stay a step that does one thing.' }] };
}

function within(path: string): string {
  return path.startsWith(PLACE) ? path.slice(PLACE.length).replace(/^\./, '') : path;
}

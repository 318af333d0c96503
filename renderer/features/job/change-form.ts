import type { InputSpec, InputValue } from '../../../shared/flow/input.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { JobDetail, JobSummary } from '../../../shared/job/schema.ts';
import { isEnded } from '../../../shared/job/state.ts';
import type { FormValues, InputSpecs } from '../new-job/input-form.ts';

/** What main shows in the place of a secret. */
const MASK = '•••';

export type ChangeMode = 'edit' | 'retry' | 'none';

/** What the present state of the job lets a change become; `none` while it runs. */
export function modeOf({ state }: Pick<JobSummary, 'state'>): ChangeMode {
  if (state === 'pending') return 'edit';
  return isEnded(state) || state === 'parked' ? 'retry' : 'none';
}

/**
 * The fields of a job's inputs. The flow names them as it is now; of a job of an older version only those count that it has.
 * A secret that the job has need not be typed again.
 * @param flow null when it could not be read: then the kinds follow from the values
 */
export function changeSpecs(detail: JobDetail, flow: FlowSummary | null): InputSpecs {
  const { inputs, job } = detail;
  const taken = takenFrom(detail);
  const isSameVersion = flow !== null && flow.version === job.flowVersion;
  const names = new Set([...(isSameVersion ? Object.keys(flow.inputs) : []), ...Object.keys(inputs)]);
  return Object.fromEntries(
    [...names].map((name) => {
      const spec = flow?.inputs[name] ?? guessSpec(inputs[name]);
      const from = taken.get(name);
      return [name, from === undefined ? keptSecret(spec, inputs[name]) : givenBy(spec, from)];
    }),
  );
}

/** Inputs that come from the results of a job before, with that job. */
function takenFrom({ after }: JobDetail): ReadonlyMap<string, JobId> {
  const open = after.filter(({ state }) => state === 'open');
  return new Map(open.flatMap(({ jobId, takes }) => Object.keys(takes).map((name) => [name, jobId])));
}

function givenBy(spec: InputSpec, jobId: JobId): InputSpec {
  return { ...spec, required: false, description: `Comes from the results of job #${jobId}.` };
}

function guessSpec(value: unknown): InputSpec {
  if (typeof value === 'boolean') return { type: 'boolean' };
  if (typeof value === 'number') return { type: 'number' };
  return value === MASK ? { type: 'text', secret: true } : { type: 'text' };
}

function keptSecret(spec: InputSpec, value: unknown): InputSpec {
  if (spec.secret !== true || value === undefined) return spec;
  return { ...spec, required: false, description: 'Kept as it is. Type only to replace it.' };
}

/** What the fields show first. */
export function changeValues(specs: InputSpecs, inputs: JobDetail['inputs']): FormValues {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => {
      if (spec.type === 'boolean') return [name, inputs[name] === true];
      return [name, spec.secret === true ? '' : textOf(inputs[name])];
    }),
  );
}

/** The values that differ from the job's own: only these are sent. An emptied field is sent as the empty text. */
export function changedInputs(
  specs: InputSpecs,
  inputs: JobDetail['inputs'],
  values: FormValues,
): Record<string, InputValue> {
  const changed: Record<string, InputValue> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const value = values[name];
    if (typeof value === 'boolean') {
      if (value !== (inputs[name] === true)) changed[name] = value;
      continue;
    }
    // A text or a secret is taken as it was typed: blanks may belong to it.
    const typed = spec.type === 'text' ? (value ?? '') : (value ?? '').trim();
    const before = spec.secret === true ? '' : textOf(inputs[name]);
    if (typed === before) continue;
    changed[name] = spec.type === 'number' && typed !== '' ? Number(typed) : typed;
  }
  return changed;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/**
 * Why what was typed could not be done as it was meant, and what can be done with it instead; null while it can.
 * @param meant what the job was when the dialog opened
 */
export function changeNote(meant: ChangeMode, job: Pick<JobSummary, 'state'>): string | null {
  const mode = modeOf(job);
  if (mode === meant) return null;
  switch (mode) {
    case 'none':
      return 'The job has started meanwhile, so nothing was changed. What you typed stays here: save it when the job waits again, or retry with it when it has ended.';
    case 'retry':
      return 'The job has ended meanwhile, so nothing was changed. What you typed stays here: retry the job with it.';
    case 'edit':
      return 'The job waits in the queue again. Saving changes it before it starts.';
  }
}

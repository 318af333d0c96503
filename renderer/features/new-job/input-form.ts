import type { Fault } from '../../../shared/errors.ts';
import type { InputSpec, InputValue } from '../../../shared/flow/input.ts';

/** What stands in the fields: text as it was typed, or a tick. */
export type FormValues = Readonly<Record<string, string | boolean>>;
export type InputSpecs = Readonly<Record<string, InputSpec>>;
/** A sentence for each field that is wrong. */
export type FieldFaults = Readonly<Record<string, string>>;

/** What the fields show first: what was typed the last time, else the flow's defaults. */
export function initialValues(specs: InputSpecs, remembered: FormValues): FormValues {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, initialValue(spec, remembered[name])]),
  );
}

function initialValue(spec: InputSpec, remembered: string | boolean | undefined): string | boolean {
  const isTick = spec.type === 'boolean';
  if (remembered !== undefined && !spec.secret && (typeof remembered === 'boolean') === isTick)
    return remembered;
  if (isTick) return spec.default === true;
  return spec.default === undefined ? '' : String(spec.default);
}

/** One sentence for each wrong field; nothing when all are right. */
export function validateInputs(specs: InputSpecs, values: FormValues): FieldFaults {
  const faults: Record<string, string> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const message = faultOf(spec, values[name]);
    if (message !== null) faults[name] = message;
  }
  return faults;
}

function faultOf(spec: InputSpec, value: string | boolean | undefined): string | null {
  if (spec.type === 'boolean') return null;
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') return spec.required ? 'This flow needs a value here.' : null;
  switch (spec.type) {
    case 'number':
      return Number.isFinite(Number(text)) ? null : `“${text}” is not a number. Write it like 12 or 3.5.`;
    case 'url':
      return urlFault(text);
    case 'date':
      return isDate(text) ? null : `“${text}” is not a date. Write it like 2025-11-24.`;
    case 'text':
      return null;
  }
}

function urlFault(text: string): string | null {
  const url = URL.parse(text);
  if (url === null) {
    const better = URL.parse(`https://${text}`);
    return better === null || !better.hostname.includes('.')
      ? `“${text}” is not an address. Write it like https://shop.example/books.`
      : `“${text}” is not a whole address. Nearest: ${better.href}`;
  }
  return /^https?:$/.test(url.protocol)
    ? null
    : `A flow cannot open “${url.protocol}” addresses. Use http or https.`;
}

/** `2025-02-30` is no date: the calendar decides, not the form of the text. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  const day = Number(text.slice(8));
  return !Number.isNaN(at) && day <= daysIn(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** The values as the queue takes them; empty fields are left out, so that the flow's default counts. */
export function toInputs(specs: InputSpecs, values: FormValues): Record<string, InputValue> {
  const inputs: Record<string, InputValue> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const value = values[name];
    if (spec.type === 'boolean') inputs[name] = value === true;
    else if (typeof value !== 'string' || value.trim() === '') continue;
    else if (spec.type === 'number') inputs[name] = Number(value.trim());
    // A text or a secret is taken as it was typed: blanks may belong to it.
    else inputs[name] = spec.type === 'text' ? value : value.trim();
  }
  return inputs;
}

/**
 * Puts the faults that the queue answered with (`inputs.name`, `inputs["name"]`) to their fields.
 * @returns the faults of fields, and those that have no field
 */
export function placeFaults(
  specs: InputSpecs,
  faults: readonly Fault[],
): { readonly fields: FieldFaults; readonly others: readonly Fault[] } {
  const fields: Record<string, string> = {};
  const others: Fault[] = [];
  for (const fault of faults) {
    const name = /^inputs(?:\.|\[")([A-Za-z_]\w*)/.exec(fault.path)?.[1];
    if (name === undefined || !Object.hasOwn(specs, name)) others.push(fault);
    else
      fields[name] =
        fault.nearest === undefined ? fault.message : `${fault.message} Nearest: ${fault.nearest}`;
  }
  return { fields, others };
}

import * as z from 'zod';

/** Why a call between processes did not do what was asked; compared by code, never by class. */
export const ErrorCode = z.enum([
  'invalid_input',
  'not_found',
  'conflict',
  'untrusted_sender',
  'unavailable',
  'internal',
]);
export type ErrorCode = z.output<typeof ErrorCode>;

/** One wrong place in something the user gave: where, what is wrong, and the mend. */
export const Fault = z.strictObject({
  /** `steps[2].target[0].role`, or the empty string for the whole. */
  path: z.string(),
  /** One sentence: what stands there and what was expected. */
  message: z.string(),
  /** The nearest right word, where there is one. */
  nearest: z.string().optional(),
});
export type Fault = z.output<typeof Fault>;

/** An error as data: what crosses every boundary. */
export const WireError = z.strictObject({
  code: ErrorCode,
  message: z.string(),
  faults: z.array(Fault).optional(),
});
export type WireError = z.output<typeof WireError>;

/** An error with a code and a sentence that the user may read; inside one process only. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly faults: readonly Fault[];

  constructor(code: ErrorCode, message: string, faults: readonly Fault[] = [], options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.faults = faults;
  }
}

/** Any thrown value as data. What is not an AppError is a bug of ours: its message goes along, its stack does not. */
export function toWire(error: unknown): WireError {
  if (error instanceof AppError) {
    const faults = error.faults.length > 0 ? { faults: [...error.faults] } : {};
    return { code: error.code, message: error.message, ...faults };
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** Data back to an error that can be thrown. */
export function fromWire(wire: WireError): AppError {
  return new AppError(wire.code, wire.message, wire.faults ?? []);
}

/** One line a fault: `steps[0].url: … Nearest: …`. */
export function faultLine(fault: Fault): string {
  const place = fault.path === '' ? '' : `${fault.path}: `;
  return `${place}${fault.message}${fault.nearest === undefined ? '' : ` Nearest: ${fault.nearest}`}`;
}

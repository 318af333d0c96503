import type * as z from 'zod';
import { AppError, toWire } from '../../../shared/errors.ts';
import type { CallHandlers, CallSpec, Contract } from '../../../shared/ipc/define.ts';
import { CallMessage, type Reply } from '../../../shared/ipc/envelope.ts';
import { parseAs } from './parse.ts';

/** One call as plain values, so that all of it can be tested without Electron. */
export interface CallRequest<C extends Contract> {
  readonly contract: C;
  readonly handlers: CallHandlers<C>;
  /** The answer of `isTrustedSender`. */
  readonly trusted: boolean;
  /** What the window sent, unread. */
  readonly message: unknown;
  /** Parse what the handler gives as well: in development and tests, where a wrong output must be loud. */
  readonly checkOutput: boolean;
  /** Hears of every error that is a bug of ours, with its stack, which the window never gets. */
  readonly onBug?: (name: string, error: unknown) => void;
  /** Gives an error as the window is to hear it: a sentence for what is no bug of ours. */
  readonly explain?: (error: unknown) => unknown;
}

/**
 * Trusted sender → known name → input parsed → run → output parsed → envelope.
 * Never rejects: Electron would strip a rejection to its message.
 */
export async function handleCall<C extends Contract>(request: CallRequest<C>): Promise<Reply> {
  let name = '(unread call)';
  try {
    if (!request.trusted) throw new AppError('untrusted_sender', 'This page may not call the app.');
    const message = parseAs(CallMessage, request.message, 'invalid_input', 'This is not a call.');
    name = message.name;
    const { spec, run } = findCall(request.contract, request.handlers, name);
    const input = parseAs(spec.input, message.input, 'invalid_input', `The input of ${name} is not valid.`);
    const output = await run(input);
    return { ok: true, value: request.checkOutput ? checked(spec.output, output, name) : output };
  } catch (thrown) {
    const error = request.explain === undefined ? thrown : request.explain(thrown);
    const wire = toWire(error);
    if (wire.code === 'internal') request.onBug?.(name, error);
    return { ok: false, error: wire };
  }
}

function checked(schema: z.ZodType, output: unknown, name: string): unknown {
  return parseAs(schema, output, 'internal', `The output of ${name} breaks its contract.`);
}

/**
 * A function that takes the parsed input of its own schema. Written as a method, because the compiler cannot follow
 * that the schema and the function found under one name belong together.
 */
interface Call {
  run(input: unknown): unknown;
}

interface FoundCall extends Call {
  readonly spec: CallSpec<z.ZodType, z.ZodType>;
}

function findCall(
  contract: Contract,
  handlers: Readonly<Record<string, Call['run']>>,
  name: string,
): FoundCall {
  // hasOwn: `constructor` and its kind are names that every object answers to.
  const spec = Object.hasOwn(contract, name) ? contract[name] : undefined;
  const run = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (spec?.kind === 'call' && run !== undefined) return { spec, run };
  throw new AppError('not_found', `There is no call ${name}.`);
}

import { toWire } from '../../../shared/errors.ts';
import type { Check } from '../../../shared/ipc/contract.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { type CliOutput, jsonLine } from './output.ts';
import type { CommandContext } from './services.ts';
import { tableLines } from './table.ts';

/** `runwright doctor`: every check with what was found, and the mend where something is wrong. */
export async function doctor(
  command: { readonly json: boolean },
  { services, output }: CommandContext,
): Promise<ExitCode> {
  return tellChecks(command, output, await services.runChecks());
}

/** The same when the data cannot be opened: it is one of the checks then, and the others are still worth to know. */
export async function doctorWithoutData(
  command: { readonly json: boolean },
  output: CliOutput,
  checks: readonly Check[],
  failure: unknown,
): Promise<ExitCode> {
  const { message } = toWire(failure);
  const told = checks.map((check) =>
    check.id === 'data' ? { ...check, ok: false, found: 'cannot be opened', mend: message } : check,
  );
  const code = tellChecks(command, output, told);
  await output.drained();
  return code;
}

function tellChecks(
  command: { readonly json: boolean },
  output: CliOutput,
  checks: readonly Check[],
): ExitCode {
  const ok = checks.every((check) => check.ok);
  if (command.json) output.out(jsonLine({ ok, checks }));
  else for (const line of doctorLines(checks)) output.out(line);
  return ok ? EXIT.done : EXIT.failed;
}

function doctorLines(checks: readonly Check[]): string[] {
  const table = tableLines(
    ['Check', 'State', 'Found'],
    checks.map((check) => [check.title, check.ok ? 'ok' : 'not ok', check.found]),
  );
  const mends = checks
    .filter((check) => !check.ok)
    .map((check) => `${check.title}: ${check.mend ?? check.found}`);
  return mends.length === 0
    ? [...table, '', 'Everything is well.']
    : [...table, '', 'What to do:', ...mends.map((mend) => `  ${mend}`)];
}

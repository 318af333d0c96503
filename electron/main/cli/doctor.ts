import type { Check } from '../../../shared/ipc/contract.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { jsonLine } from './output.ts';
import type { CommandContext } from './services.ts';
import { tableLines } from './table.ts';

/** `runwright doctor`: every check with what was found, and the mend where something is wrong. */
export async function doctor(
  command: { readonly json: boolean },
  { services, output }: CommandContext,
): Promise<ExitCode> {
  const checks = await services.runChecks();
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

import type { SetupContext } from './context.ts';
import { SetupError } from './errors.ts';
import { type ExecOptions, failureReason, succeeded } from './exec.ts';

/** What can be done about missing Debian packages: install them, tell the user the line to type, or nothing on another system. */
export type AptPlan =
  | { readonly kind: 'install' }
  | { readonly kind: 'ask'; readonly line: string }
  | { readonly kind: 'other-system' };

/** Packages are installed unasked only as root on a Debian-like system: a container or a CI machine, not somebody's desktop. */
export function aptPlan(
  packages: readonly string[],
  facts: { readonly isRoot: boolean; readonly hasApt: boolean },
): AptPlan {
  if (!facts.hasApt) return { kind: 'other-system' };
  if (facts.isRoot) return { kind: 'install' };
  return { kind: 'ask', line: `sudo apt-get install -y ${packages.join(' ')}` };
}

/** Has `packages` installed, or throws the sentence that says how to get them. `what` finishes "…needs". */
export async function requirePackages(
  context: SetupContext,
  stage: string,
  what: string,
  packages: readonly string[],
  otherSystemMend: string,
): Promise<void> {
  const plan = aptPlan(packages, context);
  switch (plan.kind) {
    case 'other-system':
      throw new SetupError(what, otherSystemMend);
    case 'ask':
      throw new SetupError(what, `type: ${plan.line}`);
    case 'install':
      await install(context, stage, packages);
  }
}

async function install(context: SetupContext, stage: string, packages: readonly string[]): Promise<void> {
  const named = packages.join(' ');
  const options: ExecOptions = {
    env: { ...context.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeoutMs: 10 * 60_000,
    onTick: (seconds) => context.report.progress(stage, `installing ${named} with apt, ${seconds} s`),
  };
  context.report.progress(stage, `installing ${named} with apt`);
  const args = ['install', '-y', '--no-install-recommends', ...packages];
  let result = await context.exec('apt-get', args, options);
  if (!succeeded(result)) {
    // A fresh image has empty package lists, so a first failure only asks for a look at the archive.
    await context.exec('apt-get', ['update'], options);
    result = await context.exec('apt-get', args, options);
  }
  if (!succeeded(result)) {
    throw new SetupError(
      `apt-get could not install ${named} (${failureReason(result)})`,
      `type: apt-get install -y ${named}, and see what it says`,
    );
  }
  context.report.line(stage, `installed ${named} with apt`);
}

import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SetupContext } from './context.ts';
import { SetupError } from './errors.ts';

/** What decides whether Chromium's sandbox works for an ordinary user on Linux. */
export interface SandboxFacts {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  /** chrome-sandbox belongs to root and runs as root. */
  readonly helperIsSetUid: boolean;
  /** kernel.unprivileged_userns_clone and kernel.apparmor_restrict_unprivileged_userns, where the system has them. */
  readonly usernsClone: string | undefined;
  readonly apparmorRestricts: string | undefined;
}

/**
 * `off`: as root Chromium's sandbox cannot be used at all, so Electron needs --no-sandbox. `blocked`: it could be used, and this system
 * forbids it until its owner says otherwise. The sandbox is never switched off for an ordinary user.
 */
export function sandboxVerdict(facts: SandboxFacts): 'on' | 'off' | 'blocked' {
  if (facts.platform !== 'linux') return 'on';
  if (facts.isRoot) return 'off';
  if (facts.helperIsSetUid) return 'on';
  return facts.usernsClone === '0' || facts.apparmorRestricts === '1' ? 'blocked' : 'on';
}

/** The switches that Electron needs on this machine. */
export async function sandboxSwitches(context: SetupContext, executable: string): Promise<string[]> {
  const helper = join(dirname(executable), 'chrome-sandbox');
  const verdict = sandboxVerdict({
    platform: context.platform,
    isRoot: context.isRoot,
    helperIsSetUid: await isSetUidRoot(helper),
    usernsClone: await kernelSetting('unprivileged_userns_clone'),
    apparmorRestricts: await kernelSetting('apparmor_restrict_unprivileged_userns'),
  });
  if (verdict === 'blocked') {
    throw new SetupError(
      "this system does not let Electron's sandbox work for ordinary users",
      `type: sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`,
    );
  }
  return verdict === 'off' ? ['--no-sandbox'] : [];
}

async function isSetUidRoot(helper: string): Promise<boolean> {
  const facts = await stat(helper).catch(() => undefined);
  return facts !== undefined && facts.uid === 0 && (facts.mode & 0o4000) !== 0;
}

async function kernelSetting(name: string): Promise<string | undefined> {
  const text = await readFile(`/proc/sys/kernel/${name}`, 'utf8').catch(() => undefined);
  return text?.trim();
}

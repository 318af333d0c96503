import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SetupContext } from './context.ts';
import type { ExecOptions, ExecResult } from './exec.ts';

export interface NpmCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly shell: boolean;
}

/**
 * How to start the npm that started us: npm tells its scripts where it lives. Outside npm it is the one on PATH, which on Windows is a
 * batch file and needs a shell.
 */
export function npmCommand(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, node: string): NpmCommand {
  const script = env.npm_execpath;
  if (script !== undefined && /npm-cli\.[cm]?js$/.test(script))
    return { command: env.npm_node_execpath ?? node, args: [script], shell: false };
  return { command: 'npm', args: [], shell: platform === 'win32' };
}

/** Runs npm with the user's own registry, proxy and cache settings. */
export function runNpm(
  context: SetupContext,
  args: readonly string[],
  options: ExecOptions,
): Promise<ExecResult> {
  const npm = npmCommand(context.env, context.platform, context.node);
  return context.exec(npm.command, [...npm.args, ...args], {
    env: context.env,
    ...options,
    shell: npm.shell,
  });
}

/** Has npm put one package, checked and unpacked, into `folder`/node_modules. */
export async function installPackage(
  context: SetupContext,
  folder: string,
  spec: string,
  timeoutMs: number,
  onTick?: (elapsedSeconds: number) => void,
): Promise<ExecResult> {
  // npm would climb to the repository's package.json if this folder had none.
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  const args = [
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--prefer-offline',
  ];
  return runNpm(context, [...args, '--no-audit', '--no-fund', '--loglevel=error', spec], {
    cwd: folder,
    timeoutMs,
    ...(onTick === undefined ? {} : { onTick }),
  });
}

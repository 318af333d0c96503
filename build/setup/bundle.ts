import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SetupContext } from './context.ts';
import { SetupError } from './errors.ts';
import { hashSources, writeJsonAtomically } from './hash.ts';

/** What the bundles are made from. package-lock.json stands for every package that goes into them. */
const SOURCES = ['electron', 'renderer', 'shared', 'vite.config.ts', 'package.json', 'package-lock.json'];

const TARGETS = ['main', 'preload', 'worker', 'reader', 'checkpointer', 'installer', 'renderer'] as const;
const OUTPUTS = TARGETS.map((target) => `out/${target}`);

/** What was built last: the hash of what went in and of what came out. */
export interface BundleStamp {
  readonly sources: string;
  readonly outputs: string;
}

/** Whether the bundles must be built: other sources, or files in `out` that are not the ones that were built. */
export function needsBundle(stamp: BundleStamp | undefined, now: BundleStamp): boolean {
  return stamp === undefined || stamp.sources !== now.sources || stamp.outputs !== now.outputs;
}

/** Builds the five bundles when their sources changed. */
export async function bundleStage(context: SetupContext): Promise<void> {
  const sources = await hashSources(context.root, SOURCES);
  const outputs = await hashSources(context.root, OUTPUTS);
  if (!needsBundle(await readStamp(context), { sources, outputs })) {
    context.report.line('bundle', 'up to date');
    return;
  }
  const startedAt = performance.now();
  await buildAll(context);
  await writeJsonAtomically(stampPath(context), {
    sources,
    outputs: await hashSources(context.root, OUTPUTS),
  });
  context.report.line('bundle', `built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

function stampPath(context: SetupContext): string {
  return join(context.root, 'out', '.stamp');
}

async function readStamp(context: SetupContext): Promise<BundleStamp | undefined> {
  try {
    const value: Partial<BundleStamp> = JSON.parse(await readFile(stampPath(context), 'utf8'));
    return typeof value.sources === 'string' && typeof value.outputs === 'string'
      ? (value as BundleStamp)
      : undefined;
  } catch {
    return undefined;
  }
}

async function buildAll(context: SetupContext): Promise<void> {
  // Without a stamp an interrupted build can never pass for a whole one.
  await rm(stampPath(context), { force: true });
  // React's development build is chosen by this variable, and a shell may have set it.
  process.env.NODE_ENV = 'production';
  const vite = await import('vite');
  for (const target of TARGETS) {
    context.report.progress('bundle', `building ${target}`);
    requireEntry(context, target);
    try {
      await vite.build({
        mode: target,
        configFile: join(context.root, 'vite.config.ts'),
        configLoader: 'native',
        clearScreen: false,
        // Vite's progress goes to stdout past every logger; below this level there is none.
        logLevel: 'warn',
        customLogger: quietLogger(context),
      });
    } catch (error) {
      throw asSetupError(target, error);
    }
  }
}

function requireEntry(context: SetupContext, target: (typeof TARGETS)[number]): void {
  const entry = target === 'renderer' ? 'renderer/index.html' : `electron/${target}/index.ts`;
  if (!existsSync(join(context.root, entry))) {
    throw new SetupError(`${entry} is missing`, 'check the clone with git status');
  }
}

function asSetupError(target: string, error: unknown): SetupError {
  const detail = error instanceof Error ? error.message : String(error);
  return new SetupError(
    `the ${target} bundle could not be built`,
    'mend the source that is named above',
    detail,
  );
}

/** Vite's own talk goes to stdout, which is the app's; only warnings are worth a line. */
function quietLogger(context: SetupContext) {
  const warned = new Set<string>();
  const warn = (message: string) => context.report.line('bundle', message);
  return {
    hasWarned: false,
    info: () => undefined,
    warn,
    warnOnce(message: string) {
      if (warned.has(message)) return;
      warned.add(message);
      warn(message);
    },
    error: () => undefined,
    clearScreen: () => undefined,
    hasErrorLogged: () => false,
  };
}

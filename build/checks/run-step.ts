import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { playwrightCounts, vitestCounts } from './counts.ts';
import type { StepName, StepResult, TestCounts } from './step.ts';

/** What every step is run with. */
export interface StepWorld {
  readonly root: string;
  readonly node: string;
  readonly env: NodeJS.ProcessEnv;
  /** `live` shows a tool's output as it comes; `held` shows it in one piece at the end, for steps that run side by side. */
  readonly output: 'live' | 'held';
}

interface Tool {
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Where the tool writes its report, and how to read it. */
  readonly report?: { readonly path: string; readonly count: (report: unknown) => TestCounts | undefined };
}

/** Two files at once: the smallest machine of CI has two cores. A browser needs both of them for itself. */
const SIDE_BY_SIDE = ['--maxWorkers=2'];

const TOOLS: Readonly<Record<StepName, Tool>> = {
  types: { args: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  lint: { args: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'] },
  unit: vitest('unit', ['test/unit', 'test/contract']),
  // The two that take their time: many sequences of faults, and a real browser for the runner.
  sim: vitest('sim', ['test/sim'], SIDE_BY_SIDE),
  // Real time on a machine that may be busy: one more try each, and the last line names who needed it.
  browser: vitest('browser', ['test/browser'], ['--retry=1']),
  e2e: {
    args: ['node_modules/@playwright/test/cli.js', 'test'],
    report: { path: 'test-results/e2e.json', count: playwrightCounts },
  },
};

/** Vitest on some folders; each step has its own report, because steps may run side by side. */
function vitest(name: string, folders: readonly string[], more: readonly string[] = []): Tool {
  const path = `test-results/${name}.json`;
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${path}`];
  return {
    args: ['node_modules/vitest/vitest.mjs', 'run', ...folders, ...reporters, ...more],
    // A colour code around each dot would make a page of every run.
    env: { NO_COLOR: '1' },
    report: { path, count: vitestCounts },
  };
}

/** Runs one step to its end, whatever comes of it. */
export async function runStep(
  world: StepWorld,
  name: StepName,
  more: readonly string[] = [],
): Promise<StepResult> {
  const { args, report } = TOOLS[name];
  if (report !== undefined) await rm(join(world.root, report.path), { force: true });
  const code = await runTool(world, name, [...args, ...more]);
  if (report === undefined) return { name, passed: code === 0, counts: undefined, problem: undefined };
  const counts = report.count(await readJson(join(world.root, report.path)));
  return { name, passed: code === 0, counts, problem: problemOf(code, counts) };
}

/** A runner that fails with no failed test has something else to say: a file that does not load, or no tests at all. */
function problemOf(code: number, counts: TestCounts | undefined): string | undefined {
  if (counts === undefined) return `ended with code ${code} and no report`;
  if (code === 0) return undefined;
  return counts.failed > 0 ? `${counts.failed} failed, ${counts.passed} passed` : 'see its message above';
}

function runTool(world: StepWorld, name: StepName, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(world.node, [...args], {
      cwd: world.root,
      env: { ...world.env, ...TOOLS[name].env },
      stdio: [
        'ignore',
        world.output === 'live' ? 'inherit' : 'pipe',
        world.output === 'live' ? 'inherit' : 'pipe',
      ],
    });
    let held = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        held += text;
      });
    }
    child.on('error', (error) => {
      held += error.message;
      resolve(127);
    });
    child.on('close', (code) => {
      if (held.trim() !== '') process.stdout.write(`── ${name}\n${held.trimEnd()}\n`);
      resolve(code ?? 1);
    });
  });
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

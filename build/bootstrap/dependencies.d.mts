interface Report {
  line(stage: string, text: string): void;
  progress(stage: string, text: string): void;
}

interface LockEntry {
  readonly version?: string;
  readonly link?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly peer?: boolean;
}

export const TOOLS_NODE: number;
export function firstMissing(
  lock: { readonly packages: Readonly<Record<string, LockEntry>> },
  installedVersion: (folder: string) => string | undefined,
): string | undefined;
export function planDependencies(facts: {
  readonly lockHash: string;
  readonly stamp: string | undefined;
  readonly missing: string | undefined;
  readonly hasToolsNode: boolean;
}): 'nothing' | 'stamp' | 'install';
export function toolsNode(root: string, platform: NodeJS.Platform): string;
export function needsToolsNode(version?: string, env?: NodeJS.ProcessEnv): boolean;
export function runInToolsNode(root: string): Promise<number>;
export function installFailure(output: string): string;
export function ensureDependencies(root: string, report: Report): Promise<void>;

import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { ArtifactRecord } from '../../../shared/job/schema.ts';

export interface CopyResult {
  readonly files: number;
  /** A sentence for each file that could not be copied. */
  readonly problems: readonly string[];
}

/**
 * Copies artifacts into a folder, each under the path that it has in the artifacts folder; makes the folders that are needed.
 * @param from the artifacts folder, absolute
 * @param to the chosen folder, absolute
 */
export async function copyArtifacts(
  artifacts: readonly ArtifactRecord[],
  from: string,
  to: string,
): Promise<CopyResult> {
  let files = 0;
  const problems: string[] = [];
  for (const artifact of artifacts) {
    const problem = await copyOne(artifact, from, to);
    if (problem === null) files += 1;
    else problems.push(problem);
  }
  return { files, problems };
}

async function copyOne(artifact: ArtifactRecord, from: string, to: string): Promise<string | null> {
  const target = insideOf(to, artifact.path);
  const source = insideOf(from, artifact.path);
  if (target === null || source === null)
    return `${artifact.path} was left out: it points out of its folder.`;
  try {
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(source, target);
    return null;
  } catch (error) {
    return `${artifact.path} could not be copied: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

/** The absolute path of `relative` (forward slashes) below `root`, or null when it would leave it. */
function insideOf(root: string, relative: string): string | null {
  const whole = path.resolve(root, ...relative.split('/'));
  const back = path.relative(root, whole);
  const leaves = back === '' || back === '..' || back.startsWith(`..${path.sep}`) || path.isAbsolute(back);
  return leaves || path.isAbsolute(relative) ? null : whole;
}

import type { ReceivedFile } from './page-port.ts';
import type { ActionContext } from './run.ts';

/** Keeps a file that the page has sent, under the name that it suggests when there is no other. */
export async function keepFile(
  file: ReceivedFile,
  name: string | undefined,
  { artifact, log }: Pick<ActionContext, 'artifact' | 'log'>,
): Promise<void> {
  const kept = name ?? file.suggestedName;
  await artifact('download', kept, file);
  log('INFO', `Downloaded ${kept}.`);
}

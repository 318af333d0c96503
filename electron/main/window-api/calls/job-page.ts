import type { BrowserWindow } from 'electron';
import { getSummary, listArtifacts } from '../../../database/queries.ts';
import type { Core } from '../../core.ts';
import { artifactText } from '../../window/artifact-text.ts';
import { confine } from '../../window/confine.ts';
import { askWhere } from '../ask-where.ts';
import type { CallsOf } from './part.ts';

/** What the screen of one job asks beside the job itself. @param window the one that a dialog belongs to */
export function jobPageCalls(
  { db, reader, paths }: Pick<Core, 'db' | 'reader' | 'paths'>,
  window: () => BrowserWindow | undefined,
): CallsOf<'job'> {
  return {
    'job.lastGood': (wish) => reader.call('lastGood', wish),
    'job.saveLog': async ({ id, lines }) => {
      const { flowName } = getSummary(db, id);
      const path = await askWhere(window(), {
        title: 'Save the log',
        fileName: `log of job ${id}, ${flowName}.log`,
        kind: 'Log',
        extension: 'log',
      });
      if (path === null) return { path, lines: 0 };
      return { path, ...(await reader.call('saveLog', { id, lines, path })) };
    },
    'job.artifactText': ({ jobId, artifactId, offset }) => {
      const artifact = listArtifacts(db, jobId).find(({ id }) => id === artifactId);
      const path = artifact === undefined ? null : confine(paths.artifacts, `/${encodeURI(artifact.path)}`);
      return artifactText(paths.artifacts, path, offset);
    },
  };
}

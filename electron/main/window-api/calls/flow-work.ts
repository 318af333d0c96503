import { writeFile } from 'node:fs/promises';
import { type BrowserWindow, dialog } from 'electron';
import { systemClock } from '../../../../shared/clock.ts';
import type { FlowId } from '../../../../shared/ids.ts';
import { lastRunsOf } from '../../../database/flow-runs.ts';
import type { Core } from '../../core.ts';
import { FlowTrash } from '../../flows/flow-trash.ts';
import { FlowVersions } from '../../flows/flow-versions.ts';
import { callersOf, duplicateFlow, renameFlow } from '../../services/flow-names.ts';
import { removeFlow } from '../../services/flow-removal.ts';
import type { FlowCallsOf } from './part.ts';

type Needs = Pick<Core, 'db' | 'flows' | 'queue' | 'reader'>;
type Names = Exclude<`flows.${string}`, 'flows.publish'>;

/** Versions, names, tags and the trash of flows. @param window the one that a dialog belongs to */
export function flowWork(
  { db, flows, queue, reader }: Needs,
  window: () => BrowserWindow | undefined,
): Omit<FlowCallsOf<Names>, 'flows.publish'> {
  const versions = new FlowVersions(db);
  const lastRuns = lastRunsOf(db);
  const trash = new FlowTrash(db, systemClock);
  const countJobs = (flowId: FlowId) => reader.call('countFlowJobs', { flowId });
  return {
    'flows.versions': ({ id }) => ({ versions: versions.list(id) }),
    'flows.version': ({ id, version }) => versions.get(id, version),
    'flows.export': async ({ id, version }) => {
      const { summary, text } = flows.get(id);
      const file = version === undefined ? text : versions.get(id, version).text;
      const path = await askWhereToSave(window(), `${summary.name}.flow.json`);
      if (path !== null) await writeFile(path, file);
      return { path };
    },

    'flows.duplicate': ({ id, word }) => ({ flow: duplicateFlow(flows, id, word) }),
    'flows.rename': ({ id, name }) => renameFlow(flows, id, name),
    'flows.setTags': ({ id, tags }) => ({ flow: flows.setTags(id, tags) }),

    'flows.trash': ({ id }) => {
      const calledBy = callersOf(flows, id);
      trash.put(id);
      // The gates read anew which flows are held.
      queue.setFlowLimits(id, {});
      return { calledBy };
    },
    'flows.trashed': () => ({ flows: flows.trashed() }),
    'flows.restoreFromTrash': ({ id }) => {
      trash.restore(id);
      queue.setFlowLimits(id, {});
      return { flow: flows.get(id).summary };
    },
    'flows.removalCounts': async ({ id }) => ({
      versions: versions.list(id).length,
      ...(await countJobs(id)),
    }),
    'flows.removeForGood': async ({ id }) => {
      await removeFlow(trash, countJobs, id);
      return { done: true };
    },

    'flows.runs': ({ ids }) => {
      const now = systemClock.now();
      return { runs: ids.map((flowId) => ({ flowId, runs: lastRuns(flowId, now) })) };
    },
  };
}

async function askWhereToSave(window: BrowserWindow | undefined, fileName: string): Promise<string | null> {
  const options = {
    title: 'Export flow',
    defaultPath: fileName.replace(/[^\p{L}\p{N}._ -]/gu, '_'),
    filters: [{ name: 'Flow', extensions: ['json'] }],
  };
  const { canceled, filePath } =
    window === undefined
      ? await dialog.showSaveDialog(options)
      : await dialog.showSaveDialog(window, options);
  return canceled || filePath === '' ? null : filePath;
}

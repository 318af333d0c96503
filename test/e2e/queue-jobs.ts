import { FlowId, type JobId } from '../../shared/ids.ts';
import type { RunningApp } from './fixtures.ts';

/** Saves the text of a flow and queues one job of it. */
export async function queueText({ call }: RunningApp, text: string): Promise<JobId> {
  const imported = await call('flows.import', { fileName: 'test.flow.json', text });
  if (!imported.ok) throw new Error(JSON.stringify(imported.faults));
  return queueOne({ call }, FlowId.parse(imported.flow.id));
}

/** Queues one job of the saved flow whose name fits. */
export async function queueNamed({ call }: Pick<RunningApp, 'call'>, name: RegExp): Promise<JobId> {
  const { flows } = await call('flows.list', {});
  const flow = flows.find((one) => name.test(one.name));
  if (flow === undefined) throw new Error(`No flow is called ${name}.`);
  return queueOne({ call }, flow.id);
}

async function queueOne({ call }: Pick<RunningApp, 'call'>, flowId: FlowId): Promise<JobId> {
  const { ids } = await call('jobs.enqueue', { flowId });
  const [id] = ids;
  if (id === undefined) throw new Error('No job was queued.');
  return id;
}

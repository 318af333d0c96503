import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { invariant } from '../../../shared/assert.ts';
import { faultLine } from '../../../shared/errors.ts';
import { parseFlowText } from '../../../shared/flow/parse.ts';
import type { FlowId } from '../../../shared/ids.ts';
import type { LogLevel } from '../../../shared/job/schema.ts';
import type { FlowStore } from '../flows/flow-store.ts';

/** File of the flow that "Run the sample" queues. */
const SAMPLE_FILE = 'books.flow.json';

/**
 * Saves the flows that come with the app; what is already saved in the same words stays as it is.
 * Gives the number of the sample flow. Throws when the app is not whole: the sample is missing or wrong.
 */
export function saveExamples(
  flows: FlowStore,
  folder: string,
  note: (level: LogLevel, source: string, message: string) => void,
): FlowId {
  let sample: FlowId | undefined;
  for (const file of exampleFiles(folder)) {
    const parsed = parseFlowText(readFileSync(join(folder, file), 'utf8'));
    if (!parsed.ok) {
      note('ERROR', 'examples', `${file}: ${parsed.faults.map(faultLine).join(' ')}`);
      continue;
    }
    const { summary } = flows.save(parsed.flow, { isExample: true });
    if (file === SAMPLE_FILE) sample = summary.id;
  }
  invariant(sample !== undefined, `the app comes with ${SAMPLE_FILE}`);
  return sample;
}

function exampleFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.flow.json'))
    .sort();
}

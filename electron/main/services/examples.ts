import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultLine } from '../../../shared/errors.ts';
import { parseFlowText } from '../../../shared/flow/parse.ts';
import type { LogLevel } from '../../../shared/job/schema.ts';
import type { FlowStore } from '../flows/flow-store.ts';

/** File of the flow that "Run the sample" queues. */
export const SAMPLE_FILE = 'books.flow.json';

/** Saves the flows that come with the app; what is already saved in the same words stays as it is. */
export function saveExamples(
  flows: FlowStore,
  folder: string,
  note: (level: LogLevel, source: string, message: string) => void,
): void {
  for (const file of exampleFiles(folder)) {
    const parsed = parseFlowText(readFileSync(join(folder, file), 'utf8'));
    if (parsed.ok) flows.save(parsed.flow, { isExample: true });
    else note('ERROR', 'examples', `${file}: ${parsed.faults.map(faultLine).join(' ')}`);
  }
}

/** Name of the sample flow, as it is saved. Throws when the app is not whole. */
export function sampleName(folder: string): string {
  const parsed = parseFlowText(readFileSync(join(folder, SAMPLE_FILE), 'utf8'));
  if (!parsed.ok) throw new Error(`${SAMPLE_FILE} is not a flow: ${parsed.faults.map(faultLine).join(' ')}`);
  return parsed.flow.name;
}

function exampleFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.flow.json'))
    .sort();
}

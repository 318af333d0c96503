import { type Fault, toWire } from '../../../shared/errors.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';

/** Longest flow file, in characters: the contract's limit. */
const MOST_CHARACTERS = 5_000_000;
const LONGEST_NAME = 500;

/** The part of a `File` that is needed. */
export interface FlowFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  text(): Promise<string>;
}

export type ImportResult =
  | { readonly fileName: string; readonly ok: true; readonly flow: FlowSummary }
  | { readonly fileName: string; readonly ok: false; readonly faults: readonly Fault[] };

/** Saves each file as a flow, one after the other; a wrong one stops none of the others. */
export async function importFiles(
  client: Client<AppContract>,
  files: readonly FlowFile[],
): Promise<readonly ImportResult[]> {
  const results: ImportResult[] = [];
  for (const file of files) results.push(await importFile(client, file));
  return results;
}

async function importFile(client: Client<AppContract>, file: FlowFile): Promise<ImportResult> {
  const fileName = file.name;
  const refuse = (message: string): ImportResult => ({
    fileName,
    ok: false,
    faults: [{ path: '', message }],
  });
  if (!/\.json$/i.test(fileName)) return refuse(wrongKind(fileName));
  if (file.size > MOST_CHARACTERS)
    return refuse('The file is larger than 5 MB: a flow file is much smaller.');
  try {
    const text = await file.text();
    const answer = await client.call('flows.import', { fileName: fileName.slice(0, LONGEST_NAME), text });
    return { fileName, ...answer };
  } catch (error) {
    return refuse(toWire(error).message);
  }
}

function wrongKind(fileName: string): string {
  if (/\.(csv|tsv|xlsx?)$/i.test(fileName)) {
    return 'This is a table, not a flow. Rows are given when a job is made: press New job and choose it there.';
  }
  return 'This is not a flow file: its name must end in .json.';
}
